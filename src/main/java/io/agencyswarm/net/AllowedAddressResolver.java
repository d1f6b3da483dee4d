package io.agencyswarm.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Looks up a host, and returns its addresses only if they are allowed. Connect to one of the returned addresses, and do
 * not look the name up again: the result may have changed.
 */
public final class AllowedAddressResolver {

    /** Looks up the addresses of a name. */
    @FunctionalInterface
    public interface NameResolver {

        /** The system's resolver, which may block for a long time. */
        NameResolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

        /** Returns all addresses of the name, at least one. */
        List<InetAddress> resolve(String name) throws UnknownHostException;
    }

    private final AllowedHosts allowed;
    private final NameResolver resolver;
    private final PlatformThreads threads;

    /** Creates a resolver that looks names up on {@code threads}. */
    public AllowedAddressResolver(AllowedHosts allowed, NameResolver resolver, PlatformThreads threads) {
        this.allowed = allowed;
        this.resolver = resolver;
        this.threads = threads;
    }

    /**
     * Returns the addresses of a host, at least one.
     *
     * @throws UnknownHostException if the host is unknown or not allowed; the same error for both, so that clients
     *     can't find out which internal names exist
     * @throws TimeoutException if the deadline has passed
     */
    public List<InetAddress> resolve(HostName host, int port, Deadline deadline)
            throws UnknownHostException, InterruptedException, TimeoutException {
        List<InetAddress> addresses = allowed.canAllow(host, port) ? addresses(host, deadline) : List.of();
        if (addresses.isEmpty() || !allowed.allows(host, port, addresses)) {
            throw new UnknownHostException("unknown or not allowed (" + allowed.key() + ")");
        }
        return addresses;
    }

    private List<InetAddress> addresses(HostName host, Deadline deadline)
            throws InterruptedException, TimeoutException {
        if (host.literal().isPresent()) {
            return List.of(host.literal().get());
        }
        try {
            return threads.call(() -> resolver.resolve(host.text()), deadline);
        } catch (IOException _) {
            return List.of();
        }
    }
}
