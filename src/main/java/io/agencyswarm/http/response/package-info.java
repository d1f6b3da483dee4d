/**
 * What all responses of the service have in common: the JSON bodies of the contract, and the form of every response to
 * a request that fails ({@link io.agencyswarm.http.response.ErrorResponse}). Imports {@code error}, {@code json} and
 * {@code run}.
 */
@NullMarked
package io.agencyswarm.http.response;

import org.jspecify.annotations.NullMarked;
