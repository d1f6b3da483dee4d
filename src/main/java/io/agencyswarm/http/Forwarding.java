package io.agencyswarm.http;

import io.agencyswarm.cluster.PeerAnswer;
import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.cluster.PeerStream;
import io.agencyswarm.cluster.Peers;
import io.agencyswarm.sse.StreamConfig;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks the other pods what a client asks this one, with the client's own credentials. A pod that does not have what it is
 * asked for by another pod answers 404. Targets are path and query, encoded, and hold nothing that was not checked.
 */
@Singleton
class Forwarding {

    private static final List<String> HANDED_ON = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE);
    private static final byte[] NO_BODY = {};
    private static final Set<Integer> OK = Set.of(200);
    private static final int NO_CONTENT = 204;

    /** What a pod says of a run only if it has it. */
    private static final Set<Integer> OF_A_RUN = Set.of(200, 202, NO_CONTENT, 400, 409, 410, 422, 429);

    private final Peers peers;
    private final StreamConfig streams;

    @Inject
    Forwarding(Peers peers, StreamConfig streams) {
        this.peers = peers;
        this.streams = streams;
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

    /** The same, without its answer: to be run on a thread of its own, after the request may have ended. */
    Runnable later(String target, byte[] body, HttpHeaders headers, Duration patience) {
        PeerRequest request = new PeerRequest("POST", target, handedOn(headers), body, null, OK, patience);
        return () -> {
            try {
                var _ = peers.ask(request);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /**
     * The answer of the pod that has the run, whatever its status is, unchanged; blocks.
     *
     * @param owner the address of that pod, as {@link PeerRequest#owner} has it
     * @param patience how long a pod may wait before it answers
     * @return empty where no pod has it, and for requests that come from one
     */
    Optional<Response> ofRun(
            String method, String target, HttpHeaders headers, @Nullable String owner, Duration patience)
            throws InterruptedException {
        return ask(new PeerRequest(method, target, handedOn(headers), NO_BODY, owner, OF_A_RUN, patience), headers);
    }

    /**
     * The same for a stream: blocks until its head is there. The body is passed on as it comes.
     *
     * @param lastEventId the header that says where the stream is to begin; null where the target says it, for the header
     *     wins
     * @return a response that the resource has to return; empty where no pod has the run, and for requests that come from
     *     one
     */
    Optional<Response> open(String target, HttpHeaders headers, @Nullable String lastEventId, @Nullable String owner)
            throws InterruptedException {
        if (isOfAPeer(headers)) {
            return Optional.empty();
        }
        Map<String, String> some = handedOn(headers);
        if (lastEventId != null) {
            some.put(HttpHeaders.LAST_EVENT_ID_HEADER, lastEventId);
        }
        return peers.open(new PeerRequest("GET", target, some, NO_BODY, owner, OF_A_RUN, Duration.ZERO))
                .map(this::response);
    }

    private Response response(PeerStream stream) {
        if (stream.status() == NO_CONTENT) {
            stream.close();
            return Response.noContent().build();
        }
        return Response.status(stream.status())
                .entity(new ForwardedStream(stream, streams))
                .build();
    }

    private Optional<Response> ask(PeerRequest request, HttpHeaders headers) throws InterruptedException {
        return isOfAPeer(headers) ? Optional.empty() : peers.ask(request).map(Forwarding::response);
    }

    private static Response response(PeerAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        return (answer.body().length == 0 ? response : response.entity(answer.body())).build();
    }

    /** Whether another pod asks. */
    static boolean isOfAPeer(HttpHeaders headers) {
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
