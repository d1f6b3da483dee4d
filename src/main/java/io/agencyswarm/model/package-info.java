/**
 * The model clients' interface, their requests and their streams of events in the form of OpenAI's Responses API, and
 * what all providers share: retries, and the choice of a client by the model's name. Imports {@code tool},
 * {@code item}, {@code usage}, {@code net} and {@code error}. The providers are in packages below this one, which
 * nothing imports: CDI finds them.
 */
@NullMarked
package io.agencyswarm.model;

import org.jspecify.annotations.NullMarked;
