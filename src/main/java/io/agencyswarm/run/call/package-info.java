/**
 * Calls tools: on threads of their own, within the limits of time and number, in the CDI context and with the roles of
 * the caller. The calls are those of runs, and the {@link io.agencyswarm.run.call.DirectCalls} of clients. Not for
 * applications. Imports {@code error}, {@code json}, {@code observe}, {@code run}, {@code text} and {@code tool}.
 */
@NullMarked
package io.agencyswarm.run.call;

import org.jspecify.annotations.NullMarked;
