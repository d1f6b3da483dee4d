package io.agencyswarm.cluster;

import io.agencyswarm.net.HostAndPort;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The address of this process among its peers. */
@Singleton
public class OwnAddresses {

    private static final int PORT_LISTENED_ON = 0;

    private final Optional<InetSocketAddress> configured;
    private final IntSupplier port;

    @Inject
    OwnAddresses(ClusterConfig config, HttpServer server) {
        // Read late: the port is unknown until the server has started.
        this(config.self(), server::getPort);
    }

    OwnAddresses(Optional<String> configured, IntSupplier port) {
        this.configured = configured.map(String::strip).map(OwnAddresses::read);
        this.port = port;
    }

    /** Returns the configured address as text, {@code ip:port}; empty if none is configured. */
    public Optional<String> text() {
        return address().map(HostAndPort::text);
    }

    /**
     * Returns the address at which peers reach this process, if it is configured. Call it after the server has started.
     */
    Optional<InetSocketAddress> address() {
        return configured.map(self ->
                self.getPort() == PORT_LISTENED_ON ? new InetSocketAddress(self.getAddress(), port.getAsInt()) : self);
    }

    /** Returns whether an address is this process's own. */
    boolean isOwn(InetSocketAddress address) {
        return address()
                .map(address::equals)
                .orElseGet(() -> address.getPort() == port.getAsInt() && isOfThisMachine(address.getAddress()));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            // The process then asks itself: one needless request, which it answers with 404.
            return false;
        }
    }

    private static InetSocketAddress read(String text) {
        return HostAndPort.literal(text)
                .map(address -> new InetSocketAddress(address, PORT_LISTENED_ON))
                .or(() -> HostAndPort.parse(text).flatMap(HostAndPort::address))
                .orElseThrow(() -> new ConfigurationException("agency-swarm.cluster.self is \"" + text
                        + "\", which is not an IP address. Write this pod's own address as in 10.0.0.7, 10.0.0.7:8000"
                        + " or [2001:db8::7]:8000. Names are not resolved."));
    }
}
