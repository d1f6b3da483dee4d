package io.agencyswarm.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's request in the form in which it is sent to peers.
 *
 * @param target path and query, built from validated values and encoded
 * @param headers the client's headers that are forwarded, its credentials included
 * @param owner the address of the peer that probably has the requested run or log, as {@code ip:port}, or null if it is
 *     unknown. It only selects one of the configured peers; any other address is ignored, because clients' credentials
 *     must not be sent anywhere else
 * @param decisive the statuses that only the peer that has the run or log answers. 404 means that a peer does not have
 *     it; every other status means nothing
 * @param timeout how long a peer may wait before it answers, for example to cancel a run
 */
public record PeerRequest(
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        @Nullable String owner,
        Set<Integer> decisive,
        Duration timeout) {

    /** The header that marks a request from a peer. Such a request is answered and never forwarded. */
    public static final String HOP = "x-agency-hop";

    /** Copies the headers and the statuses. */
    public PeerRequest {
        headers = Map.copyOf(headers);
        decisive = Set.copyOf(decisive);
    }
}
