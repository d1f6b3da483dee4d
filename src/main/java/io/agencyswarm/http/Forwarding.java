package io.agencyswarm.http;

import io.agencyswarm.cluster.PeerAnswer;
import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.cluster.Peers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the other pods what a client asks this one, with the client's own credentials. A pod that does not have what it is
 * asked for by another pod answers 404. Targets are path and query, encoded, and hold nothing that was not checked.
 */
@Singleton
class Forwarding {

    private static final List<String> HANDED_ON =
            List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.LAST_EVENT_ID_HEADER);
    private static final byte[] NO_BODY = {};
    private static final Set<Integer> OK = Set.of(200);

    private final Peers peers;

    @Inject
    Forwarding(Peers peers) {
        this.peers = peers;
    }

    /** The same as {@link #post} for a request without a body. */
    Optional<Response> get(String target, HttpHeaders headers) throws InterruptedException {
        return ask(new PeerRequest("GET", target, handedOn(headers), NO_BODY, null, OK, Duration.ZERO), headers);
    }

    /**
     * The answer of 200 of the pod that has it, unchanged; blocks.
     *
     * @param patience how long a pod may wait before it answers
     * @return empty where no pod has it, and for requests that come from one
     */
    Optional<Response> post(String target, byte[] body, HttpHeaders headers, Duration patience)
            throws InterruptedException {
        return ask(new PeerRequest("POST", target, handedOn(headers), body, null, OK, patience), headers);
    }

    private Optional<Response> ask(PeerRequest request, HttpHeaders headers) throws InterruptedException {
        return isOfAPeer(headers) ? Optional.empty() : peers.ask(request).map(Forwarding::response);
    }

    private static Response response(PeerAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        return (answer.body().length == 0 ? response : response.entity(answer.body())).build();
    }

    private static boolean isOfAPeer(HttpHeaders headers) {
        return headers.getHeaderString(PeerRequest.HOP) != null;
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
