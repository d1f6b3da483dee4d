/**
 * What all responses of the service have in common: the JSON bodies of the contract, and the form of every answer to a
 * request that fails ({@link io.agencyswarm.http.answer.ErrorAnswer}). Imports {@code error}, {@code item} and
 * {@code run}.
 */
@NullMarked
package io.agencyswarm.http.answer;

import org.jspecify.annotations.NullMarked;
