/**
 * The answer of any model as items and events of OpenAI's Responses API. Imports {@code item}, {@code json},
 * {@code model} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.model.answer;

import org.jspecify.annotations.NullMarked;
