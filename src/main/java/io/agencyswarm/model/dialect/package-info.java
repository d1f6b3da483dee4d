/**
 * The wire formats other than OpenAI's Responses API. Each has a writer, which converts a conversation, tools and
 * settings to the body of a request, and a reader, which converts an answer's events to those of the Responses API.
 * Neither does any input or output. Other packages use {@link io.agencyswarm.model.dialect.Dialect}. Imports
 * {@code error}, {@code item}, {@code json}, {@code model}, {@code model.answer}, {@code model.call},
 * {@code model.http}, {@code net}, {@code sse}, {@code text}, {@code tool} and {@code usage}. {@code model.provider}
 * imports this package.
 */
@NullMarked
package io.agencyswarm.model.dialect;

import org.jspecify.annotations.NullMarked;
