package io.agencyswarm.cluster;

import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.text.LogThrottle;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The addresses of the configured peer names. Names are resolved each time, because pods come and go; the JVM decides
 * how long it caches an address ({@code sun.net.inetaddr.ttl}).
 */
final class NamedPeers {

    private static final Logger LOG = Logger.getLogger(Peers.class);

    private final List<HostAndPort> names;
    private final OwnAddresses self;
    private final PeerResolver resolver;
    private final Vertx vertx;
    private final Duration timeout;
    private final LogThrottle unresolved = new LogThrottle();

    /** Resolves a name; may block. */
    interface PeerResolver {

        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    NamedPeers(ClusterConfig config, OwnAddresses self, PeerResolver resolver, Vertx vertx) {
        this.names =
                config.peers().orElse(List.of()).stream().map(NamedPeers::read).toList();
        this.self = self;
        this.resolver = resolver;
        this.vertx = vertx;
        this.timeout = config.connectTimeout();
    }

    /** Returns the peers, without this process. Blocks for about the connect timeout at most. */
    Collection<InetSocketAddress> addresses() throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        // Resolves all names concurrently, so that a slow lookup does not delay the others.
        for (var lookup : names.stream().map(this::lookUp).toList()) {
            try {
                addresses.addAll(lookup.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                warn(String.valueOf(e.getMessage()));
            } catch (TimeoutException _) {
                warn("the DNS lookup takes longer than " + timeout.toMillis() + " ms");
            }
        }
        addresses.removeIf(self::isOwn);
        return addresses;
    }

    private CompletableFuture<List<InetSocketAddress>> lookUp(HostAndPort name) {
        return name.address()
                .map(address -> CompletableFuture.completedFuture(List.of(address)))
                // The system's lookup blocks, and would pin a carrier thread if it ran on a virtual thread.
                .orElseGet(() -> vertx.executeBlocking(() -> resolve(name), false)
                        .toCompletionStage()
                        .toCompletableFuture());
    }

    private List<InetSocketAddress> resolve(HostAndPort name) throws UnknownHostException {
        return Stream.of(resolver.resolve(name.host()))
                .map(address -> new InetSocketAddress(address, name.portOr(0)))
                .toList();
    }

    private void warn(String why) {
        if (unresolved.allows()) {
            LOG.warnf(
                    "A name in agency-swarm.cluster.peers can't be resolved, so its pods are not asked: %s. Logged at"
                            + " most once a minute.",
                    why);
        }
    }

    private static HostAndPort read(String text) {
        return HostAndPort.parse(text.strip())
                .filter(peer -> peer.port() != null)
                .orElseThrow(() -> new ConfigurationException("agency-swarm.cluster.peers names \"" + text.strip()
                        + "\", which is not of the form host:port. Write each peer as in peers.example:8000,"
                        + " 10.0.0.7:8000 or [2001:db8::7]:8000, without http:// and with the port."));
    }
}
