package io.agencyswarm.http;

import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.cluster.Peers;
import io.agencyswarm.cluster.Subject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the other pods what a client asks this one, with the client's own credentials. */
@Singleton
class Forwarding {

    private static final List<String> HANDED_ON = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE);
    private static final byte[] NO_BODY = {};

    private final Peers peers;

    @Inject
    Forwarding(Peers peers) {
        this.peers = peers;
    }

    /** The same as {@link #post} for a request without a body. */
    Optional<Response> get(String target, HttpHeaders headers, Subject subject) throws InterruptedException {
        return ask(new PeerRequest("GET", target, handedOn(headers), NO_BODY, subject, Duration.ZERO), headers);
    }

    /**
     * The answer of the pod that has it, unchanged; blocks.
     *
     * @param target path and query, encoded, and nothing in it that was not checked
     * @param patience how long a pod may wait before it answers
     * @return empty where no pod has it, and for requests that come from one
     */
    Optional<Response> post(String target, byte[] body, HttpHeaders headers, Subject subject, Duration patience)
            throws InterruptedException {
        return ask(new PeerRequest("POST", target, handedOn(headers), body, subject, patience), headers);
    }

    private Optional<Response> ask(PeerRequest request, HttpHeaders headers) throws InterruptedException {
        if (headers.getHeaderString(PeerRequest.HOP) != null) {
            return Optional.empty();
        }
        return peers.ask(request)
                .map(answer ->
                        Response.ok(answer.body()).type(answer.contentType()).build());
    }

    private static Map<String, String> handedOn(HttpHeaders headers) {
        Map<String, String> some = new HashMap<>();
        for (String name : HANDED_ON) {
            String value = headers.getHeaderString(name);
            if (value != null) {
                some.put(name, value);
            }
        }
        return some;
    }
}
