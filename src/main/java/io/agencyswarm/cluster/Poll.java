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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One request to several peers at the same time. The first decisive answer wins, and the other requests are aborted.
 * The peers' answers arrive on Vert.x event loops.
 *
 * @param <T> the type that an answer is converted to
 */
final class Poll<T> {

    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final PeerRequest question;
    private final ReplyReader<T> reader;
    private final ClusterConfig config;
    private final CompletableFuture<Optional<Reply<T>>> outcome = new CompletableFuture<>();
    private final AtomicInteger unanswered;

    // The peers that at the end may have had the run or log, with the reason why that is unclear.
    private final Map<InetSocketAddress, String> unclear = new ConcurrentHashMap<>();

    /** Converts a decisive answer. */
    interface ReplyReader<T> {

        /**
         * Called on the connection's event loop, before any part of the body has arrived. A failed future means that
         * the answer is not valid.
         */
        Future<T> read(HttpClientRequest request, HttpClientResponse head);
    }

    /** A request that has been sent. */
    private static final class PollAttempt {

        private final HttpClientRequest request;

        /** Whether the answer is complete. Then the connection no longer belongs to this request. */
        private volatile boolean answerEnded;

        PollAttempt(HttpClientRequest request) {
            this.request = request;
        }

        Future<HttpClientResponse> send(byte[] body) {
            return request.send(Buffer.buffer(body))
                    .onSuccess(head -> head.end().onSuccess(_ -> answerEnded = true));
        }

        /** Closes the connection of an incomplete request. */
        void closeConnection() {
            if (!answerEnded) {
                Connections.abort(request);
            }
        }
    }

    /** An answer with the request that it answers. */
    private record Reply<T>(PollAttempt attempt, T value) {}

    private Poll(PeerRequest question, ReplyReader<T> reader, ClusterConfig config, int peers) {
        this.question = question;
        this.reader = reader;
        this.config = config;
        this.unanswered = new AtomicInteger(peers);
    }

    /** Sends the request to all peers. */
    static <T> Poll<T> begin(
            HttpClient http,
            Collection<InetSocketAddress> peers,
            PeerRequest question,
            ReplyReader<T> reader,
            ClusterConfig config) {
        Poll<T> poll = new Poll<>(question, reader, config, peers.size());
        peers.forEach(peer -> poll.unclear.put(peer, "no answer in time"));
        peers.forEach(peer -> http.request(poll.options(peer))
                .compose(poll::send)
                .onSuccess(answer -> poll.onReply(peer, answer))
                .onFailure(e -> poll.onFailure(peer, e)));
        return poll;
    }

    /**
     * Waits for the first decisive answer, or until all peers have answered or failed, and aborts the other requests.
     */
    Optional<T> await(long nanos) throws InterruptedException {
        boolean waited = false;
        try {
            Optional<Reply<T>> answer = outcome.get(nanos, TimeUnit.NANOSECONDS);
            waited = true;
            return answer.map(Reply::value);
        } catch (TimeoutException _) {
            // An answer may have arrived just now.
            outcome.complete(Optional.empty());
            waited = true;
            return outcome.join().map(Reply::value);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A poll's outcome is never exceptional.", e);
        } finally {
            if (!waited && !outcome.complete(Optional.empty())) {
                outcome.join().ifPresent(answer -> answer.attempt().closeConnection());
            }
        }
    }

    /**
     * Returns the peers that neither sent a decisive answer nor a 404, with the reason. Call it after {@link #await}
     * only.
     */
    Map<InetSocketAddress, String> unclear() {
        return Map.copyOf(unclear);
    }

    private RequestOptions options(InetSocketAddress peer) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(question.method()))
                .setServer(SocketAddress.inetSocketAddress(peer))
                .setHost(
                        peer.getAddress() instanceof Inet6Address six
                                ? "[" + six.getHostAddress() + "]"
                                : peer.getAddress().getHostAddress())
                .setPort(peer.getPort())
                .setURI(question.target())
                .setFollowRedirects(false)
                // Includes the wait for a free connection.
                .setConnectTimeout(config.connectTimeout().toMillis());
        question.headers().forEach(options::putHeader);
        return options.putHeader(PeerRequest.HOP, "1");
    }

    private Future<Optional<Reply<T>>> send(HttpClientRequest request) {
        if (outcome.isDone()) {
            // Nothing was sent on this connection, so the next request can use it.
            request.reset();
            return Future.failedFuture(new IOException("was not asked"));
        }
        PollAttempt attempt = new PollAttempt(request);
        var _ = outcome.whenComplete((winner, _) -> {
            if (winner.isEmpty() || winner.get().attempt() != attempt) {
                attempt.closeConnection();
            }
        });
        return attempt.send(question.body())
                .compose(head -> judge(attempt, head))
                .onFailure(_ -> attempt.closeConnection());
    }

    private Future<Optional<Reply<T>>> judge(PollAttempt attempt, HttpClientResponse head) {
        // Without a handler Vert.x would log that an answer was aborted.
        head.exceptionHandler(_ -> {});
        int status = head.statusCode();
        if (status == NOT_FOUND) {
            // Read to its end, so that the connection can be used again.
            return head.end().map(Optional.empty());
        }
        String type = Objects.requireNonNullElse(head.getHeader("Content-Type"), "");
        boolean readable =
                status == NO_CONTENT || type.startsWith("application/json") || type.startsWith("text/event-stream");
        if (!question.decisive().contains(status) || !readable) {
            return Future.failedFuture(new IOException("unexpected answer " + status + " " + type));
        }
        return reader.read(attempt.request, head).map(value -> Optional.of(new Reply<>(attempt, value)));
    }

    private void onReply(InetSocketAddress peer, Optional<Reply<T>> answer) {
        unclear.remove(peer);
        if (answer.isPresent()) {
            outcome.complete(answer);
        }
        onDone();
    }

    private void onFailure(InetSocketAddress peer, Throwable e) {
        unclear.put(peer, String.valueOf(e.getMessage()));
        onDone();
    }

    /**
     * Counts a peer after its answer has been completed, so that the last empty answer can't overtake the decisive one.
     */
    private void onDone() {
        if (unanswered.decrementAndGet() == 0) {
            outcome.complete(Optional.empty());
        }
    }
}
