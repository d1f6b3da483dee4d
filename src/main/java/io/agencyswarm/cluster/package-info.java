/**
 * The other processes ("pods") of this service. A run, and the log of a request, live in the pod that began them; what
 * a pod does not have it asks its {@link io.agencyswarm.cluster.Peers} for. Whom to ask is configured, as names whose
 * addresses come from DNS: nothing of a client, and nothing that is stored, decides where a request goes. Off by
 * default. Imports {@code error} and {@code net}.
 */
@NullMarked
package io.agencyswarm.cluster;

import org.jspecify.annotations.NullMarked;
