package io.agencyswarm.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Looks up a host and lets it through only if its addresses are allowed. Whoever connects must use one of the returned
 * addresses and not look the name up again: its answer may have changed by then.
 */
public final class AddressResolver {

    private final AllowedHosts allowed;
    private final Resolver resolver;
    private final PlatformThreads threads;

    /** A resolver that looks names up on {@code threads}. */
    public AddressResolver(AllowedHosts allowed, Resolver resolver, PlatformThreads threads) {
        this.allowed = allowed;
        this.resolver = resolver;
        this.threads = threads;
    }

    /**
     * The addresses of a host, at least one.
     *
     * @throws UnknownHostException if the host is unknown or not allowed; both are one, because clients are not to
     *     learn which internal names there are
     * @throws TimeoutException if the deadline has passed
     */
    public List<InetAddress> resolve(HostName host, int port, Deadline deadline)
            throws UnknownHostException, InterruptedException, TimeoutException {
        List<InetAddress> addresses = allowed.mayAllow(host, port) ? addresses(host, deadline) : List.of();
        if (addresses.isEmpty() || !allowed.allow(host, port, addresses)) {
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
