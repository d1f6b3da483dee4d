/** Tests of answers in the form of the Responses API. */
@NullMarked
package io.agencyswarm.model.answer;

import org.jspecify.annotations.NullMarked;
