/**
 * The model clients' interface, their requests and their streams of events in the form of OpenAI's Responses API, and
 * what all providers share: retries, and the choice of a client by the model's name. Imports {@code error},
 * {@code item}, {@code json}, {@code net}, {@code setting}, {@code text}, {@code tool}, {@code tool.hosted} and
 * {@code usage}. Nothing imports the providers, which are in packages below this one: CDI finds them.
 */
@NullMarked
package io.agencyswarm.model;

import org.jspecify.annotations.NullMarked;
