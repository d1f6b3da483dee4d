package io.agencyswarm.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import java.time.Duration;
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
 * One request to several peers at a time. The first that answers 200 is heard, and the others are given up; whoever
 * answers 404 does not have it, and anything else is no answer. Peers' answers come on Vert.x's event loops.
 */
final class Poll {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final String JSON = "application/json";

    private final PeerRequest question;
    private final ClusterConfig config;
    private final CompletableFuture<Optional<PeerAnswer>> outcome = new CompletableFuture<>();
    private final AtomicInteger open;

    // Whoever is in here at the end may have had it.
    private final Map<InetSocketAddress, String> unclear = new ConcurrentHashMap<>();

    private Poll(PeerRequest question, ClusterConfig config, int peers) {
        this.question = question;
        this.config = config;
        this.open = new AtomicInteger(peers);
    }

    /** Sends the request to all. */
    static Poll begin(
            HttpClient http, Collection<InetSocketAddress> peers, PeerRequest question, ClusterConfig config) {
        Poll poll = new Poll(question, config, peers.size());
        peers.forEach(peer -> poll.unclear.put(peer, "no answer in time"));
        peers.forEach(peer -> http.request(poll.options(peer))
                .compose(poll::send)
                .onSuccess(answer -> poll.heard(peer, answer))
                .onFailure(failure -> poll.failed(peer, failure)));
        return poll;
    }

    /** Waits for the first 200, or until it is clear that there is none; gives up the rest. */
    Optional<PeerAnswer> await() throws InterruptedException {
        Duration longest = question.patience().plus(config.answerTimeout());
        try {
            return outcome.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A poll's outcome is never exceptional.", impossible);
        } finally {
            outcome.complete(Optional.empty());
        }
    }

    /** Those that neither had it nor said that they had not, with the reason; after {@link #await} only. */
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
                // Waiting for a free connection counts too.
                .setConnectTimeout(config.connectTimeout().toMillis());
        question.headers().forEach(options::putHeader);
        return options.putHeader(PeerRequest.HOP, "1");
    }

    private Future<Optional<PeerAnswer>> send(HttpClientRequest request) {
        var _ = outcome.whenComplete((heard, never) -> request.reset());
        return request.send(Buffer.buffer(question.body())).compose(this::read).onComplete(done -> request.reset());
    }

    private Future<Optional<PeerAnswer>> read(HttpClientResponse head) {
        Promise<Optional<PeerAnswer>> answer = Promise.promise();
        // Always there, because Vert.x would log that an answer was given up.
        head.exceptionHandler(answer::tryFail);
        if (head.statusCode() == NOT_FOUND) {
            return Future.succeededFuture(Optional.empty());
        }
        String type = Objects.requireNonNullElse(head.getHeader("Content-Type"), "");
        if (head.statusCode() != OK || !type.startsWith(JSON)) {
            return Future.failedFuture(new IOException("answered " + head.statusCode() + " " + type));
        }
        Buffer body = Buffer.buffer();
        head.handler(part -> {
            if (body.length() + part.length() > config.maxAnswerBytes()) {
                answer.tryFail(new IOException("answered more than agency-swarm.cluster.max-answer-bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        head.endHandler(end -> answer.tryComplete(Optional.of(new PeerAnswer(type, body.getBytes()))));
        return answer.future();
    }

    private void heard(InetSocketAddress peer, Optional<PeerAnswer> answer) {
        unclear.remove(peer);
        if (answer.isPresent()) {
            outcome.complete(answer);
        }
        done();
    }

    private void failed(InetSocketAddress peer, Throwable failure) {
        unclear.put(peer, String.valueOf(failure.getMessage()));
        done();
    }

    /** Counted after an answer was told, so that the last one that has nothing can't go before the one that has it. */
    private void done() {
        if (open.decrementAndGet() == 0) {
            outcome.complete(Optional.empty());
        }
    }
}
