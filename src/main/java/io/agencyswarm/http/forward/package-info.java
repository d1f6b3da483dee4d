/**
 * Requests about a run or log of another pod: {@link io.agencyswarm.http.forward.Forwarding} sends them to the other
 * pods and returns the response of the one that has the run or log. Imports {@code cluster}, {@code request} and
 * {@code sse}.
 */
@NullMarked
package io.agencyswarm.http.forward;

import org.jspecify.annotations.NullMarked;
