/**
 * The wire formats of providers other than OpenAI's Responses API: for each a writer, which puts a conversation, tools
 * and settings as the body of a request, and a reader, which turns an answer's events into those of the Responses API.
 * Both are pure: {@link io.agencyswarm.model.dialect.Dialect} is all that others see. Imports {@code model}, {@code
 * model.http} and what they may import; imported by {@code model.provider}.
 */
@NullMarked
package io.agencyswarm.model.dialect;

import org.jspecify.annotations.NullMarked;
