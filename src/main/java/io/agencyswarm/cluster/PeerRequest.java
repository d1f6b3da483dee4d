package io.agencyswarm.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client, as peers are asked it.
 *
 * @param target path and query, made of checked values and encoded
 * @param headers what is handed on of the client's headers, its credentials among them
 * @param owner the address of the peer that probably has what is asked for, as {@code ip:port}; null where that is not
 *     known. It only chooses among the configured peers, and an address that is not one of theirs is ignored: clients'
 *     credentials must not be sent anywhere else
 * @param decisive the statuses that only the peer that has it answers with. 404 says that a peer does not have it, and
 *     every other status says nothing
 * @param patience how long a peer may wait before it answers, as the cancel of a run does
 */
public record PeerRequest(
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        @Nullable String owner,
        Set<Integer> decisive,
        Duration patience) {

    /** The header of a request that comes from a peer: it is answered, never handed on. */
    public static final String HOP = "x-agency-hop";

    /** Copies the headers and the statuses. */
    public PeerRequest {
        headers = Map.copyOf(headers);
        decisive = Set.copyOf(decisive);
    }
}
