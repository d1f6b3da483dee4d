/**
 * Shared code of the providers over HTTP: addresses, the hosts that clients may name, the settings of named servers,
 * connections ({@link io.agencyswarm.model.http.ModelConnections}), an answer's events
 * ({@link io.agencyswarm.model.http.EventStream}), and error responses. Used by the providers, and by the code that
 * reads addresses in requests. Imports {@code error}, {@code json}, {@code model}, {@code net}, {@code sse} and
 * {@code text}.
 */
@NullMarked
package io.agencyswarm.model.http;

import org.jspecify.annotations.NullMarked;
