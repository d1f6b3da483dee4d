/**
 * What the providers that are reached over HTTP have in common: addresses, the hosts that clients may name, the settings
 * of named endpoints, connections ({@link io.agencyswarm.model.http.ModelConnections}), an answer's events ({@link
 * io.agencyswarm.model.http.EventStream}), and what a refusal says. For the providers, and for whoever reads a client's
 * addresses. Imports {@code net}, {@code model} and what that may import.
 */
@NullMarked
package io.agencyswarm.model.http;

import org.jspecify.annotations.NullMarked;
