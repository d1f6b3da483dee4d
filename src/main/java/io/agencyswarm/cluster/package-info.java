/**
 * The other processes ("pods") of this service. A run and the log of a request live in the pod that started them. A pod
 * asks its {@link io.agencyswarm.cluster.Peers} for those that it does not have. The peers are configured as names
 * whose addresses come from DNS: neither a client nor stored data decides where a request goes. Off by default. Imports
 * {@code net}, {@code setting} and {@code text}.
 */
@NullMarked
package io.agencyswarm.cluster;

import org.jspecify.annotations.NullMarked;
