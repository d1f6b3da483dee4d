package io.agencyswarm.cluster;

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

/** This process among the addresses of its peers. */
@Singleton
public class OwnAddresses {

    private static final int PORT_LISTENED_ON = 0;

    private final Optional<InetSocketAddress> configured;
    private final IntSupplier port;

    @Inject
    OwnAddresses(ClusterConfig config, HttpServer server) {
        // Asked late: it is not known before the server has started.
        this(config.self(), server::getPort);
    }

    OwnAddresses(Optional<String> configured, IntSupplier port) {
        this.configured = configured.map(String::strip).map(OwnAddresses::read);
        this.port = port;
    }

    /** The same as text, {@code ip:port}; empty where it was not configured. */
    public Optional<String> text() {
        return address().map(HostAndPort::text);
    }

    /** What the others would ask, if that was configured. Asked once the server listens. */
    Optional<InetSocketAddress> address() {
        return configured.map(self ->
                self.getPort() == PORT_LISTENED_ON ? new InetSocketAddress(self.getAddress(), port.getAsInt()) : self);
    }

    /** Whether an address is this process's own. */
    boolean is(InetSocketAddress address) {
        return address()
                .map(address::equals)
                .orElseGet(() -> address.getPort() == port.getAsInt() && isOfThisMachine(address.getAddress()));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            // Then it is asked: one needless question, to which it answers that it has nothing.
            return false;
        }
    }

    private static InetSocketAddress read(String text) {
        return HostAndPort.literal(text)
                .map(address -> new InetSocketAddress(address, PORT_LISTENED_ON))
                .or(() -> HostAndPort.parse(text).flatMap(HostAndPort::address))
                .orElseThrow(() -> new ConfigurationException("agency-swarm.cluster.self is \"" + text
                        + "\", which is no address; write this pod's own as in 10.0.0.7, 10.0.0.7:8000 or"
                        + " [2001:db8::7]:8000, names are not looked up."));
    }
}
