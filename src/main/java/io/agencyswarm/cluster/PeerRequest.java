package io.agencyswarm.cluster;

import java.time.Duration;
import java.util.Map;

/**
 * A request of a client, as peers are asked it.
 *
 * @param target path and query, made of checked values and encoded
 * @param headers what is handed on of the client's headers, its credentials among them
 * @param subject what the peer has to have in order to answer
 * @param patience how long a peer may wait before it answers, as the cancel of a run does
 */
public record PeerRequest(
        String method, String target, Map<String, String> headers, byte[] body, Subject subject, Duration patience) {

    /** The header of a request that comes from a peer: it is answered, never handed on. */
    public static final String HOP = "x-agency-hop";

    /** Copies the headers. */
    public PeerRequest {
        headers = Map.copyOf(headers);
    }
}
