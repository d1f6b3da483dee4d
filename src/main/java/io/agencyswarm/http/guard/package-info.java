/**
 * What each request passes before its endpoint: the limits of connections and of the time for a request's head, the
 * checks of host and origin, the token, the reading of bodies within their limits, and the admission of runs. It knows
 * the endpoints only by their paths ({@link io.agencyswarm.http.guard.ServicePaths}), and leaves the paths of the
 * surrounding application alone. Imports {@code agency}, {@code auth}, {@code error}, {@code http.response},
 * {@code json}, {@code model}, {@code net}, {@code request}, {@code run}, {@code run.call}, {@code run.lifecycle},
 * {@code setting}, {@code store} and {@code text}.
 */
@NullMarked
package io.agencyswarm.http.guard;

import org.jspecify.annotations.NullMarked;
