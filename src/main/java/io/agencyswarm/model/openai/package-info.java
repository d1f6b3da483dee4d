/**
 * Clients of OpenAI's Responses API over Vert.x's HTTP client: {@link io.agencyswarm.model.openai.OpenAiModelClient},
 * and the named servers that implement it. Imports {@code error}, {@code item}, {@code json}, {@code model},
 * {@code model.answer}, {@code model.call}, {@code model.http}, {@code net}, {@code sse}, {@code tool} and
 * {@code tool.hosted}. Nothing imports this package: CDI finds its clients.
 */
@NullMarked
package io.agencyswarm.model.openai;

import org.jspecify.annotations.NullMarked;
