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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    private static final Logger LOG = Logger.getLogger(NamedPeers.class);

    private final List<HostAndPort> names;
    private final OwnAddresses self;
    private final PeerResolver resolver;
    private final Vertx vertx;
    private final Duration timeout;
    private final LogThrottle unresolved = new LogThrottle();

    /** The lookups that are under way. A lookup that hangs occupies a worker thread, so a name has at most one. */
    private final ConcurrentMap<String, CompletableFuture<InetAddress[]>> lookups = new ConcurrentHashMap<>();

    /** Resolves a name; may block. */
    interface PeerResolver {

        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    /** A configured peer and its addresses, which may still be looked up. */
    private record PeerLookup(HostAndPort peer, CompletableFuture<List<InetSocketAddress>> addresses) {}

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
        for (PeerLookup lookup : names.stream().map(this::lookUp).toList()) {
            try {
                addresses.addAll(
                        lookup.addresses().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                warn(lookup.peer(), String.valueOf(e.getMessage()));
            } catch (TimeoutException _) {
                warn(lookup.peer(), "the DNS lookup takes longer than " + timeout.toMillis() + " ms");
            }
        }
        addresses.removeIf(self::isOwn);
        return addresses;
    }

    private PeerLookup lookUp(HostAndPort peer) {
        return new PeerLookup(
                peer,
                peer.address()
                        .map(address -> CompletableFuture.completedFuture(List.of(address)))
                        .orElseGet(() -> lookUp(peer.host()).thenApply(addresses -> withPort(addresses, peer))));
    }

    private CompletableFuture<InetAddress[]> lookUp(String host) {
        CompletableFuture<InetAddress[]> lookup = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> current = lookups.putIfAbsent(host, lookup);
        if (current != null) {
            return current;
        }
        // The system's lookup blocks, and would pin a carrier thread if it ran on a virtual thread.
        vertx.executeBlocking(() -> resolver.resolve(host), false).onComplete(result -> {
            lookups.remove(host);
            if (result.succeeded()) {
                lookup.complete(result.result());
            } else {
                lookup.completeExceptionally(result.cause());
            }
        });
        return lookup;
    }

    private static List<InetSocketAddress> withPort(InetAddress[] addresses, HostAndPort peer) {
        return Stream.of(addresses)
                .map(address -> new InetSocketAddress(address, peer.portOr(0)))
                .toList();
    }

    private void warn(HostAndPort peer, String why) {
        if (unresolved.allows()) {
            LOG.warnf(
                    "%s in agency-swarm.cluster.peers can't be resolved, so its pods are not asked: %s. Logged at most"
                            + " once a minute.",
                    peer.host(), why);
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
