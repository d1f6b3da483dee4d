package io.agencyswarm.cluster;

import java.util.Map;

/**
 * The answer of a peer, which is passed on unchanged.
 *
 * @param status one of the {@link PeerRequest#decisive} statuses
 * @param headers the headers that are passed on
 * @param body the unchanged body; empty if the answer has none
 */
public record PeerResponse(int status, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public PeerResponse {
        headers = Map.copyOf(headers);
    }
}
