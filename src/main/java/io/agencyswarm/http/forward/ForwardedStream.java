package io.agencyswarm.http.forward;

import io.agencyswarm.cluster.PeerStream;
import io.agencyswarm.sse.StreamConfig;

/**
 * A resource's return value for a response of another pod that is forwarded to a client; created by
 * {@link Forwarding#open}.
 *
 * @param config the timeouts towards the client, and the other pod's keep-alive interval
 */
record ForwardedStream(PeerStream peer, StreamConfig config) {}
