package io.agencyswarm.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's request in the form in which it is sent to peers.
 *
 * @param target path and query, built from validated values and encoded
 * @param headers the headers in addition to {@link #HOP}, such as the client's credentials
 * @param owner the address of the peer that probably has the requested run or log, as {@code ip:port}, or null if it is
 *     unknown. It only selects one of the configured peers; any other address is ignored, because clients' credentials
 *     must not be sent anywhere else
 * @param timeout how long a peer may wait before it responds, for example to cancel a run
 */
public record PeerRequest(
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        @Nullable String owner,
        Duration timeout) {

    /** The header that marks a request from a peer. Such a request is answered and never forwarded. */
    public static final String HOP = "x-agency-hop";

    private static final byte[] NO_BODY = {};

    /** Copies the headers. */
    public PeerRequest {
        headers = Map.copyOf(headers);
    }

    /** Creates a request without headers and body, to all peers, which respond at once. */
    public static PeerRequest of(String method, String target) {
        return new PeerRequest(method, target, Map.of(), NO_BODY, null, Duration.ZERO);
    }

    /** Returns a copy with these headers, which replace those of the same name. */
    public PeerRequest withHeaders(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new PeerRequest(method, target, all, body, owner, timeout);
    }

    /** Returns a copy with this body. */
    public PeerRequest withBody(byte[] newBody) {
        return new PeerRequest(method, target, headers, newBody, owner, timeout);
    }

    /** Returns a copy for this owner; null if it is unknown. */
    public PeerRequest withOwner(@Nullable String newOwner) {
        return new PeerRequest(method, target, headers, body, newOwner, timeout);
    }

    /** Returns a copy with this time to respond. */
    public PeerRequest withTimeout(Duration newTimeout) {
        return new PeerRequest(method, target, headers, body, owner, newTimeout);
    }
}
