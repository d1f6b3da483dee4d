/**
 * Clients of OpenAI's Responses API over Vert.x's HTTP client: {@link io.agencyswarm.model.openai.OpenAiModelClient},
 * and the named endpoints that implement it. Imports {@code model} and what it may import; nothing imports this
 * package.
 */
@NullMarked
package io.agencyswarm.model.openai;

import org.jspecify.annotations.NullMarked;
