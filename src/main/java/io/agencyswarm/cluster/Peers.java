package io.agencyswarm.cluster;

import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.text.LogThrottle;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The other pods of this service, which are asked for runs and logs that this one does not have. Safe for several
 * threads.
 */
// At startup, so that a setting that is not of the form host:port stops the start.
@Startup
@Singleton
public class Peers {

    private static final Logger LOG = Logger.getLogger(Peers.class);
    private static final int MAX_CONNECTIONS_TO_A_PEER = 256;

    /** Streams occupy a connection for the duration of a run, so they have a pool of their own. */
    private static final int MAX_STREAMS_OF_A_PEER = 10_000;

    private static final List<String> FORWARDED_HEADERS =
            List.of("Content-Type", "Location", "Cache-Control", "X-Accel-Buffering", "Retry-After");

    private final ClusterConfig config;
    private final NamedPeers names;
    private final HttpClient client;
    private final HttpClient streamClient;
    private final LogThrottle unclearPeers = new LogThrottle();

    @Inject
    Peers(ClusterConfig config, OwnAddresses self, Vertx vertx) {
        this.config = config;
        this.names = new NamedPeers(config, self, InetAddress::getAllByName, vertx);
        this.client = newClient(vertx, MAX_CONNECTIONS_TO_A_PEER);
        this.streamClient = newClient(vertx, MAX_STREAMS_OF_A_PEER);
    }

    private HttpClient newClient(Vertx vertx, int connections) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis()))
                        // A reused connection may lead to a pod that has stopped, and requests to peers are rare.
                        .setKeepAlive(false),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    /** Returns whether this service has several processes. */
    public boolean areConfigured() {
        return config.peers().isPresent();
    }

    @PreDestroy
    void close() {
        client.close();
        streamClient.close();
    }

    /**
     * Asks the peers and waits on the calling virtual thread, at most for the request's own timeout plus the answer
     * timeout. If the request names an owner that is a peer, that peer is asked first. The others are asked only if it
     * does not respond as the owner, and have at least the answer timeout for themselves.
     *
     * @return the owner's response, read completely; empty if no peer is the owner or could be asked, or if there are
     *     no peers
     * @throws InterruptedException if the thread is interrupted; the connections to the peers are closed
     */
    public Optional<PeerResponse> ask(PeerRequest request) throws InterruptedException {
        return ask(client, request, (_, head) -> readFully(head));
    }

    /**
     * Asks the peers for a response whose body may take long, and waits for its head only: see {@link #ask}.
     *
     * @return the owner's response; read it to its end or close it
     */
    public Optional<PeerStream> open(PeerRequest request) throws InterruptedException {
        return ask(
                streamClient,
                request,
                (call, head) -> Future.succeededFuture(new PeerStream(call, head, forwardedHeaders(head))));
    }

    private <T> Optional<T> ask(HttpClient http, PeerRequest request, PeerFanOut.ResponseReader<T> reader)
            throws InterruptedException {
        Map<InetSocketAddress, String> unclear = new HashMap<>();
        long answerTime = config.answerTimeout().toNanos();
        long deadline = System.nanoTime() + request.timeout().toNanos() + answerTime;
        for (Collection<InetSocketAddress> peers : inTurn(request)) {
            // An owner that never responds leaves the others enough time.
            deadline = Math.max(deadline, System.nanoTime() + answerTime);
            PeerFanOut<T> fanOut = PeerFanOut.begin(http, peers, request, reader, config);
            Optional<T> response = fanOut.await(deadline - System.nanoTime());
            if (response.isPresent()) {
                return response;
            }
            unclear.putAll(fanOut.unclear());
        }
        warn(unclear);
        return Optional.empty();
    }

    /** Returns the groups of peers. The peers of a group are asked concurrently, the groups one after the other. */
    private List<Collection<InetSocketAddress>> inTurn(PeerRequest request) throws InterruptedException {
        List<InetSocketAddress> all = new ArrayList<>(names.addresses());
        List<Collection<InetSocketAddress>> groups = new ArrayList<>();
        Optional.ofNullable(request.owner())
                .flatMap(HostAndPort::parse)
                .flatMap(HostAndPort::address)
                .filter(all::remove)
                .ifPresent(owner -> groups.add(List.of(owner)));
        if (!all.isEmpty()) {
            groups.add(all);
        }
        return groups;
    }

    private Future<PeerResponse> readFully(HttpClientResponse head) {
        Promise<PeerResponse> response = Promise.promise();
        Buffer body = Buffer.buffer();
        head.exceptionHandler(response::tryFail);
        head.handler(part -> {
            if (body.length() + part.length() > config.maxAnswerBytes()) {
                response.tryFail(new IOException("the response exceeds agency-swarm.cluster.max-answer-bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        head.endHandler(_ ->
                response.tryComplete(new PeerResponse(head.statusCode(), forwardedHeaders(head), body.getBytes())));
        return response.future();
    }

    private static Map<String, String> forwardedHeaders(HttpClientResponse head) {
        return FORWARDED_HEADERS.stream()
                .filter(name -> head.getHeader(name) != null)
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(head.getHeader(name))));
    }

    private void warn(Map<InetSocketAddress, String> unclear) {
        if (!unclear.isEmpty() && unclearPeers.allows()) {
            LOG.warnf(
                    "A client got the response that the run or log does not exist, but these peers could not be asked:"
                            + " %s. Logged at most once a minute.",
                    unclear.entrySet().stream()
                            .map(peer -> HostAndPort.text(peer.getKey()) + " (" + peer.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }
}
