/** Tests of the client of OpenAI's Responses API. */
@NullMarked
package io.agencyswarm.model.openai;

import org.jspecify.annotations.NullMarked;
