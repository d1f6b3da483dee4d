/**
 * The other processes ("pods") of this service. A run, and the log of a request, live in the pod that began them; what
 * a pod does not have it asks its {@link io.agencyswarm.cluster.Peers} for. Whom to ask is the answer of a directory:
 * every address of the configured names, or the one owner that Redis knows of ({@link io.agencyswarm.cluster.Owners}).
 * Nothing of a client decides where a request goes. Off by default. Imports {@code error} and {@code observe}.
 */
@NullMarked
package io.agencyswarm.cluster;

import org.jspecify.annotations.NullMarked;
