/**
 * Talking to models: one client interface, one request, one stream of events in the form of OpenAI's Responses API, and
 * what every provider shares (retries, the choice of a client by the model's name). Imports {@code tool}, {@code item},
 * {@code usage}, {@code net} and {@code error}. The providers themselves are in packages below this one, which nothing
 * imports: CDI finds them.
 */
@NullMarked
package io.agencyswarm.model;

import org.jspecify.annotations.NullMarked;
