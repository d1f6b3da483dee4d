package io.agencyswarm.cluster;

import java.util.Map;

/**
 * What a peer has answered, to be passed on as it is.
 *
 * @param status one of the {@link PeerRequest#decisive} ones
 * @param headers those that are passed on
 * @param body as it came; empty where the answer has none
 */
public record PeerAnswer(int status, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public PeerAnswer {
        headers = Map.copyOf(headers);
    }
}
