package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.net.AllowedAddressResolver;
import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.net.AllowedHosts;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HostName;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.net.PlatformThreads;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Looks up the hosts that files may be fetched from. */
final class UrlResolver {

    private final AllowedAddressResolver addresses;

    UrlResolver(AllowedHosts allowed, NameResolver resolver, PlatformThreads threads) {
        this.addresses = new AllowedAddressResolver(allowed, resolver, threads);
    }

    /**
     * Looks up and checks the URL's host.
     *
     * @throws io.agencyswarm.error.AgencyException if the host is unknown, or files may not be fetched from it
     */
    ResolvedUrl find(Attachment attachment, HttpUrl url, Deadline deadline)
            throws InterruptedException, TimeoutException {
        HostName host;
        try {
            host = HostName.of(url.host());
        } catch (IllegalArgumentException e) {
            throw attachment.failure(AgencyException.reason(e), e);
        }
        try {
            return new ResolvedUrl(url, host, addresses.resolve(host, url.port(), deadline));
        } catch (UnknownHostException e) {
            throw attachment.failure(
                    "the host \"" + Attachment.forMessage(host.text())
                            + "\" is unknown, or files may not be fetched from it; use another URL, or have the"
                            + " operator name the host in agency-swarm.files.allowed-hosts.",
                    e);
        }
    }
}
