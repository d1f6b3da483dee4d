package io.agencyswarm.cluster;

import java.util.Map;

/**
 * The complete response of the owner: the peer that has what is requested.
 *
 * @param headers the headers that are forwarded to the client
 * @param body the unchanged body; empty if the response has none
 */
public record PeerResponse(int status, Map<String, String> headers, byte[] body) {

    /**
     * The header by which the owner marks its response to a peer, whatever its status. Clients never get it. Other pods
     * respond without it, and so does anything between the pods.
     */
    public static final String OWNER = "x-agency-owner";

    /** Copies the headers. */
    public PeerResponse {
        headers = Map.copyOf(headers);
    }
}
