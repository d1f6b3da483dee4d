package io.agencyswarm.http.forward;

import io.agencyswarm.cluster.PeerRequest;
import io.agencyswarm.cluster.PeerResponse;
import io.agencyswarm.cluster.PeerStream;
import io.agencyswarm.cluster.Peers;
import io.agencyswarm.request.ClientPresence;
import io.agencyswarm.sse.StreamConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Forwards a client's request to the pod that has the requested run or log: the owner. Each request to a pod has the
 * client's own credentials. The owner {@linkplain #markAsOwner marks} its response, and no other response is forwarded.
 */
@Singleton
public class Forwarding {

    private static final List<String> FORWARDED_HEADERS = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE);

    private final Peers peers;
    private final StreamConfig streamConfig;

    @Inject
    Forwarding(Peers peers, StreamConfig streamConfig) {
        this.peers = peers;
        this.streamConfig = streamConfig;
    }

    /** Marks the response as the owner's if the request comes from another pod. Call it before the response is sent. */
    public static void markAsOwner(RoutingContext context) {
        if (isFromPeer(context)) {
            context.response().putHeader(PeerResponse.OWNER, "1");
        }
    }

    /** Returns whether the request comes from another pod. */
    public static boolean isFromPeer(RoutingContext context) {
        return context.request().headers().contains(PeerRequest.HOP);
    }

    /**
     * Returns the owner's response, unchanged. Blocks on the request's own thread.
     *
     * @param request the request without the client's headers
     * @return empty if no pod is the owner, or if the client's request comes from another pod
     * @throws ClientPresence.ClientGoneException if the client disconnects
     */
    public Optional<Response> ask(PeerRequest request, RoutingContext context) throws InterruptedException {
        if (isFromPeer(context)) {
            return Optional.empty();
        }
        PeerRequest complete = withClientHeaders(request, context);
        return ClientPresence.await(context, () -> peers.ask(complete)).map(Forwarding::response);
    }

    /**
     * Returns the owner's response, whose body is forwarded as it arrives. Blocks until its head has arrived.
     *
     * @param request as for {@link #ask}
     * @return a response that the resource returns or {@linkplain #discard discards}; empty as for {@link #ask}
     * @throws ClientPresence.ClientGoneException if the client disconnects
     */
    public Optional<Response> open(PeerRequest request, RoutingContext context) throws InterruptedException {
        if (isFromPeer(context)) {
            return Optional.empty();
        }
        PeerRequest complete = withClientHeaders(request, context);
        return ClientPresence.await(context, () -> peers.open(complete)).map(this::response);
    }

    /** Closes the connection of a response that {@link #open} has returned and the resource does not return. */
    public static void discard(Response response) {
        if (response.getEntity() instanceof ForwardedStream stream) {
            stream.peer().close();
        }
    }

    /** Sends a request on a thread of its own and ignores the response. Does not depend on the client's connection. */
    public void send(PeerRequest request, RoutingContext context) {
        PeerRequest complete = withClientHeaders(request, context);
        Thread.ofVirtual().name("agency-swarm-forwarding").start(() -> {
            try {
                var _ = peers.ask(complete);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Response response(PeerResponse peerResponse) {
        Response.ResponseBuilder response = Response.status(peerResponse.status());
        peerResponse.headers().forEach(response::header);
        return (peerResponse.body().length == 0 ? response : response.entity(peerResponse.body())).build();
    }

    private Response response(PeerStream stream) {
        if (stream.status() == Response.Status.NO_CONTENT.getStatusCode()) {
            stream.close();
            return Response.noContent().build();
        }
        return Response.status(stream.status())
                .entity(new ForwardedStream(stream, streamConfig))
                .build();
    }

    private static PeerRequest withClientHeaders(PeerRequest request, RoutingContext context) {
        Map<String, String> headers = new HashMap<>();
        for (String name : FORWARDED_HEADERS) {
            String value = context.request().getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return request.withHeaders(headers);
    }
}
