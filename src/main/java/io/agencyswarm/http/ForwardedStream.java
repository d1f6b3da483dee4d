package io.agencyswarm.http;

import io.agencyswarm.cluster.PeerStream;
import io.agencyswarm.sse.StreamConfig;

/**
 * The answer of another pod on its way to a client, as a resource returns it; made by {@link Forwarding#open}.
 *
 * @param config how the client is to be treated, and how often the other pod breaks its silence
 */
record ForwardedStream(PeerStream peer, StreamConfig config) {}
