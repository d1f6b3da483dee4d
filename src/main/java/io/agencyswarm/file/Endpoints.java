package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** Looks hosts up, and lets only those through that clients could reach themselves or the operator has named. */
final class Endpoints {

    private final AllowedHosts allowed;
    private final Resolver resolver;
    private final PlatformThreads threads;

    Endpoints(FileConfig config, Resolver resolver, PlatformThreads threads) {
        this.allowed = new AllowedHosts(config.allowedHosts().orElse(List.of()));
        this.resolver = resolver;
        this.threads = threads;
    }

    /** Where the URL leads; a fault of {@code attachment} where that may not be fetched from. */
    Endpoint find(Attachment attachment, URI uri, Deadline deadline) throws InterruptedException, TimeoutException {
        HostName host;
        try {
            host = HostName.of(Objects.requireNonNull(HttpUrl.host(uri), "URLs without a host do not come here"));
        } catch (IllegalArgumentException unusual) {
            throw attachment.fault(AgencyException.reason(unusual), unusual);
        }
        List<InetAddress> addresses = addresses(attachment, host, deadline);
        if (!allowed.contain(host, HttpUrl.port(uri)) && !addresses.stream().allMatch(PublicAddresses::contain)) {
            throw attachment.fault(notToBeFetched(host));
        }
        return new Endpoint(uri, host, addresses);
    }

    private List<InetAddress> addresses(Attachment attachment, HostName host, Deadline deadline)
            throws InterruptedException, TimeoutException {
        if (host.literal().isPresent()) {
            return List.of(host.literal().get());
        }
        try {
            return threads.call(() -> resolver.resolve(host.text()), deadline);
        } catch (IOException unknown) {
            // The same sentence as for a name that may not be fetched: clients are not to learn which internal names
            // there are.
            throw attachment.fault(notToBeFetched(host), unknown);
        }
    }

    private static String notToBeFetched(HostName host) {
        return "the host \"" + Attachment.shown(host.text())
                + "\" is unknown, or has an address that is not public; use a public URL, or have the operator name the"
                + " host in agency-swarm.files.allowed-hosts.";
    }
}
