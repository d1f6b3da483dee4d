package io.agencyswarm.cluster;

import io.agencyswarm.error.LogThrottle;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The other pods of this service, for what this one does not have. Safe for several threads. */
@Startup
@Singleton
public class Peers {

    private static final Logger LOG = Logger.getLogger(Peers.class);
    private static final int MAX_CONNECTIONS_TO_A_PEER = 256;

    private final ClusterConfig config;
    private final Directory directory;
    private final HttpClient http;
    private final LogThrottle unasked = new LogThrottle();

    @Inject
    Peers(ClusterConfig config, Self self, Owners owners, Vertx vertx) {
        this(config, directory(config, self, owners, vertx), vertx);
    }

    Peers(ClusterConfig config, Directory directory, Vertx vertx) {
        this.config = config;
        this.directory = directory;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis()))
                        // A kept connection may lead to a pod that is gone, and questions are rare.
                        .setKeepAlive(false),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_TO_A_PEER));
    }

    private static Directory directory(ClusterConfig config, Self self, Owners owners, Vertx vertx) {
        NamedPeers all = new NamedPeers(config, self, InetAddress::getAllByName, vertx);
        return owners.known() ? new OwnerFirst(owners, all) : all;
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /**
     * Asks those that may have it, and waits: for the request's own patience and the answer timeout at most, on the
     * calling virtual thread.
     *
     * @return the first answer of 200; empty where no peer has it, or can be asked, or there are none
     */
    public Optional<PeerAnswer> ask(PeerRequest request) throws InterruptedException {
        Collection<InetSocketAddress> peers = directory.whom(request.subject());
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        Poll poll = Poll.begin(http, peers, request, config);
        Optional<PeerAnswer> answer = poll.await();
        if (answer.isEmpty()) {
            warn(poll.unclear());
        }
        return answer;
    }

    private void warn(Map<InetSocketAddress, String> unclear) {
        if (!unclear.isEmpty() && unasked.allows()) {
            LOG.warnf(
                    "A client was told that there is no such run or log, but these peers could not be asked: %s."
                            + " Said once a minute at most.",
                    unclear.entrySet().stream()
                            .map(peer -> HostAndPort.text(peer.getKey()) + " (" + peer.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }
}
