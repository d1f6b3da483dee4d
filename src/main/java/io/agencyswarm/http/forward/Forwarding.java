package io.agencyswarm.http.forward;

import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.cluster.PeerResponse;
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
 * Forwards a client's request to the other pods, with the client's own credentials. A pod that does not have the
 * requested run or log answers 404 to another pod. Targets are path and query, encoded, and contain only validated
 * values.
 */
@Singleton
public class Forwarding {

    private static final List<String> HANDED_ON = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE);
    private static final byte[] NO_BODY = {};
    private static final Set<Integer> OK = Set.of(200);
    private static final int NO_CONTENT = 204;

    /** The statuses that a pod answers for a run only if it has the run. */
    private static final Set<Integer> OF_A_RUN = Set.of(200, 202, NO_CONTENT, 400, 409, 410, 422, 429);

    private final Peers peers;
    private final StreamConfig streamConfig;

    @Inject
    Forwarding(Peers peers, StreamConfig streamConfig) {
        this.peers = peers;
        this.streamConfig = streamConfig;
    }

    /** Sends a request without a body to the other pods: see {@link #post}. */
    public Optional<Response> get(String target, HttpHeaders headers) throws InterruptedException {
        return ask(
                new PeerRequest("GET", target, forwardedHeaders(headers), NO_BODY, null, OK, Duration.ZERO), headers);
    }

    /**
     * Returns the unchanged 200 response of the pod that has what is requested. Blocks.
     *
     * @param timeout how long a pod may wait before it answers
     * @return empty if no pod has it, or if the request comes from another pod
     */
    public Optional<Response> post(String target, byte[] body, HttpHeaders headers, Duration timeout)
            throws InterruptedException {
        return ask(new PeerRequest("POST", target, forwardedHeaders(headers), body, null, OK, timeout), headers);
    }

    /**
     * Returns the same request as a task that ignores the response. Run it on a separate thread; the client's request
     * may have ended by then.
     */
    public Runnable later(String target, byte[] body, HttpHeaders headers, Duration timeout) {
        PeerRequest request = new PeerRequest("POST", target, forwardedHeaders(headers), body, null, OK, timeout);
        return () -> {
            try {
                var _ = peers.ask(request);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /**
     * Returns the unchanged response, of any status, of the pod that has the run. Blocks.
     *
     * @param owner the address of that pod, in the form of {@link PeerRequest#owner}
     * @param timeout how long a pod may wait before it answers
     * @return empty if no pod has the run, or if the request comes from another pod
     */
    public Optional<Response> askOwner(
            String method, String target, HttpHeaders headers, @Nullable String owner, Duration timeout)
            throws InterruptedException {
        return ask(
                new PeerRequest(method, target, forwardedHeaders(headers), NO_BODY, owner, OF_A_RUN, timeout), headers);
    }

    /**
     * Asks the other pods for the stream of a run. Blocks until the response's head has arrived. The body is forwarded
     * as it arrives.
     *
     * @param lastEventId the header with the position where the stream begins; null if the target has the position,
     *     because the header takes precedence
     * @return a response that the resource has to return; empty if no pod has the run, or if the request comes from
     *     another pod
     */
    public Optional<Response> open(
            String target, HttpHeaders headers, @Nullable String lastEventId, @Nullable String owner)
            throws InterruptedException {
        if (isFromPeer(headers)) {
            return Optional.empty();
        }
        Map<String, String> forwarded = forwardedHeaders(headers);
        if (lastEventId != null) {
            forwarded.put(HttpHeaders.LAST_EVENT_ID_HEADER, lastEventId);
        }
        return peers.open(new PeerRequest("GET", target, forwarded, NO_BODY, owner, OF_A_RUN, Duration.ZERO))
                .map(this::response);
    }

    private Response response(PeerStream stream) {
        if (stream.status() == NO_CONTENT) {
            stream.close();
            return Response.noContent().build();
        }
        return Response.status(stream.status())
                .entity(new ForwardedStream(stream, streamConfig))
                .build();
    }

    private Optional<Response> ask(PeerRequest request, HttpHeaders headers) throws InterruptedException {
        return isFromPeer(headers) ? Optional.empty() : peers.ask(request).map(Forwarding::response);
    }

    private static Response response(PeerResponse answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        return (answer.body().length == 0 ? response : response.entity(answer.body())).build();
    }

    /** Returns whether the request comes from another pod. */
    public static boolean isFromPeer(HttpHeaders headers) {
        return headers.getHeaderString(PeerRequest.HOP) != null;
    }

    private static Map<String, String> forwardedHeaders(HttpHeaders headers) {
        Map<String, String> forwarded = new HashMap<>();
        for (String name : HANDED_ON) {
            String value = headers.getHeaderString(name);
            if (value != null) {
                forwarded.put(name, value);
            }
        }
        return forwarded;
    }
}
