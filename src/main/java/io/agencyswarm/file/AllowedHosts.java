package io.agencyswarm.file;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The hosts whose addresses need not be public, as the operator names them. */
final class AllowedHosts {

    private static final int EVERY_PORT = -1;

    private record Entry(String host, int port) {}

    private final Set<Entry> entries = new HashSet<>();

    AllowedHosts(List<String> configured) {
        configured.forEach(text -> entries.add(entry(text.strip())));
    }

    /** Whether the operator has named the host, for this port or for all. */
    boolean contain(HostName host, int port) {
        return entries.contains(new Entry(host.text(), port)) || entries.contains(new Entry(host.text(), EVERY_PORT));
    }

    private static Entry entry(String text) {
        boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
        try {
            URI uri = new URI("http://" + (bareIpv6 ? "[" + text + "]" : text));
            boolean more = !Objects.toString(uri.getRawPath(), "").isEmpty() || uri.getRawUserInfo() != null;
            String host = HttpUrl.host(uri);
            if (host != null && !more) {
                return new Entry(
                        HostName.of(host).text(), HttpUrl.writtenPort(uri).orElse(EVERY_PORT));
            }
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw new ConfigurationException(wrong(text), malformed);
        }
        throw new ConfigurationException(wrong(text));
    }

    private static String wrong(String text) {
        return "agency-swarm.files.allowed-hosts names \"" + text
                + "\", which is no host; write a name or an address, with :port or without, and no wildcards.";
    }
}
