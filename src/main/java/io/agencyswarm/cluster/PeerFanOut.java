package io.agencyswarm.cluster;

import io.agencyswarm.net.Connections;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One request to several peers at the same time. The owner's response wins, and the other requests are aborted. The
 * responses arrive on Vert.x event loops.
 *
 * @param <T> the type that the owner's response is converted to
 */
final class PeerFanOut<T> {

    private static final int NOT_FOUND = 404;

    private final PeerRequest peerRequest;
    private final ResponseReader<T> reader;
    private final ClusterConfig config;
    private final CompletableFuture<Optional<OwnerResponse<T>>> outcome = new CompletableFuture<>();

    /** The number of peers that have neither responded nor failed. */
    private final AtomicInteger pending;

    /** The peers that may be the owner, with the reason why that is unclear. */
    private final Map<InetSocketAddress, String> unclear = new ConcurrentHashMap<>();

    /** Converts the owner's response. */
    interface ResponseReader<T> {

        /**
         * Called on the connection's event loop, before any part of the body has arrived. A failed future means that
         * the response is not valid.
         */
        Future<T> read(HttpClientRequest request, HttpClientResponse head);
    }

    /** A request that has been sent. */
    private static final class PeerAttempt {

        private final HttpClientRequest request;

        /** Whether the response is complete. Then the client itself closes the connection. */
        private volatile boolean responseEnded;

        PeerAttempt(HttpClientRequest request) {
            this.request = request;
        }

        Future<HttpClientResponse> send(byte[] body) {
            return request.send(Buffer.buffer(body))
                    .onSuccess(head -> head.end().onSuccess(_ -> responseEnded = true));
        }

        /** Closes the connection of an incomplete request. */
        void closeConnection() {
            if (!responseEnded) {
                Connections.abort(request);
            }
        }
    }

    /** The owner's response, and the attempt that got it. */
    private record OwnerResponse<T>(PeerAttempt attempt, T value) {}

    private PeerFanOut(PeerRequest peerRequest, ResponseReader<T> reader, ClusterConfig config, int peers) {
        this.peerRequest = peerRequest;
        this.reader = reader;
        this.config = config;
        this.pending = new AtomicInteger(peers);
    }

    /** Sends the request to all peers. */
    static <T> PeerFanOut<T> begin(
            HttpClient http,
            Collection<InetSocketAddress> peers,
            PeerRequest peerRequest,
            ResponseReader<T> reader,
            ClusterConfig config) {
        PeerFanOut<T> fanOut = new PeerFanOut<>(peerRequest, reader, config, peers.size());
        peers.forEach(peer -> fanOut.unclear.put(peer, "no response in time"));
        peers.forEach(peer -> http.request(fanOut.options(peer))
                .compose(fanOut::send)
                .onSuccess(response -> fanOut.onResponse(peer, response))
                .onFailure(e -> fanOut.onFailure(peer, e)));
        return fanOut;
    }

    /** Waits for the owner's response, or until all peers have responded or failed, and aborts the other requests. */
    Optional<T> await(long nanos) throws InterruptedException {
        boolean waited = false;
        try {
            Optional<OwnerResponse<T>> response = outcome.get(nanos, TimeUnit.NANOSECONDS);
            waited = true;
            return response.map(OwnerResponse::value);
        } catch (TimeoutException _) {
            // A response may have arrived just now.
            outcome.complete(Optional.empty());
            waited = true;
            return outcome.join().map(OwnerResponse::value);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The outcome is never exceptional.", e);
        } finally {
            if (!waited && !outcome.complete(Optional.empty())) {
                outcome.join().ifPresent(response -> response.attempt().closeConnection());
            }
        }
    }

    /**
     * Returns the peers that neither responded as the owner nor with 404, with the reason. Call it after {@link #await}
     * only.
     */
    Map<InetSocketAddress, String> unclear() {
        return Map.copyOf(unclear);
    }

    private RequestOptions options(InetSocketAddress peer) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(peerRequest.method()))
                .setServer(SocketAddress.inetSocketAddress(peer))
                .setHost(
                        peer.getAddress() instanceof Inet6Address six
                                ? "[" + six.getHostAddress() + "]"
                                : peer.getAddress().getHostAddress())
                .setPort(peer.getPort())
                .setURI(peerRequest.target())
                .setFollowRedirects(false)
                // Includes the wait for a free connection.
                .setConnectTimeout(config.connectTimeout().toMillis());
        peerRequest.headers().forEach(options::putHeader);
        return options.putHeader(PeerRequest.HOP, "1");
    }

    private Future<Optional<OwnerResponse<T>>> send(HttpClientRequest request) {
        if (outcome.isDone()) {
            request.reset();
            return Future.failedFuture(new IOException("was not asked"));
        }
        PeerAttempt attempt = new PeerAttempt(request);
        var _ = outcome.whenComplete((winner, _) -> {
            if (winner.isEmpty() || winner.get().attempt() != attempt) {
                attempt.closeConnection();
            }
        });
        return attempt.send(peerRequest.body())
                .compose(head -> judge(attempt, head))
                .onFailure(_ -> attempt.closeConnection());
    }

    private Future<Optional<OwnerResponse<T>>> judge(PeerAttempt attempt, HttpClientResponse head) {
        // Without a handler Vert.x would log that a response was aborted.
        head.exceptionHandler(_ -> {});
        if (head.headers().contains(PeerResponse.OWNER)) {
            return reader.read(attempt.request, head).map(value -> Optional.of(new OwnerResponse<>(attempt, value)));
        }
        if (head.statusCode() == NOT_FOUND) {
            // Read to its end, so that the connection is closed without a reset.
            return head.end().map(Optional.empty());
        }
        return Future.failedFuture(
                new IOException("the response " + head.statusCode() + " is not marked as the owner's"));
    }

    private void onResponse(InetSocketAddress peer, Optional<OwnerResponse<T>> response) {
        unclear.remove(peer);
        if (response.isPresent()) {
            outcome.complete(response);
        }
        onDone();
    }

    private void onFailure(InetSocketAddress peer, Throwable e) {
        unclear.put(peer, String.valueOf(e.getMessage()));
        onDone();
    }

    /** Called after the outcome is completed, so that the last 404 can't overtake the owner's response. */
    private void onDone() {
        if (pending.decrementAndGet() == 0) {
            outcome.complete(Optional.empty());
        }
    }
}
