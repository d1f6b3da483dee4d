package io.agencyswarm.http.guard;

import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.net.HostName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the headers {@code Origin} and {@code Host} of browsers. */
final class Origins {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Browsers have pages with other schemes too, such as those of applications on a phone. */
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<server>[^/]+)");

    private Origins() {}

    /** An origin that can be compared. */
    private record ParsedOrigin(String scheme, HostAndPort server) {}

    /** Returns whether an origin is the host's own. Ignores the scheme, because a proxy may terminate TLS. */
    static boolean isOf(String origin, @Nullable String host) {
        Optional<ParsedOrigin> page = parse(origin);
        Optional<HostAndPort> server = host == null ? Optional.empty() : HostAndPort.parse(host);
        if (page.isEmpty() || server.isEmpty()) {
            return false;
        }
        HostAndPort pageServer = page.get().server();
        int standardPort = HostAndPort.standardPort(page.get().scheme());
        return pageServer.host().equalsIgnoreCase(server.get().host())
                && pageServer.portOr(standardPort) == server.get().portOr(standardPort);
    }

    /** Returns whether an origin is this machine's, on any port. */
    static boolean isLocal(String origin) {
        return parse(origin).filter(page -> isLocal(page.server())).isPresent();
    }

    /** Returns whether the host of an origin is an IP address and not a name. */
    static boolean isAddress(String origin) {
        return parse(origin).filter(page -> isAddress(page.server())).isPresent();
    }

    /** Returns whether a value of {@code Host} is a name of this machine. */
    static boolean isLocalHost(String host) {
        return HostAndPort.parse(host).filter(Origins::isLocal).isPresent();
    }

    private static boolean isLocal(HostAndPort server) {
        return LOCAL.contains(server.host().toLowerCase(Locale.ROOT));
    }

    private static boolean isAddress(HostAndPort server) {
        try {
            return HostName.of(server.host()).literal().isPresent();
        } catch (IllegalArgumentException _) {
            // Browsers write addresses in the usual notation.
            return false;
        }
    }

    /** Parses an origin; empty for anything else, such as {@code null}. */
    private static Optional<ParsedOrigin> parse(String text) {
        Matcher origin = ORIGIN.matcher(text);
        return origin.matches()
                ? HostAndPort.parse(origin.group("server"))
                        .map(server -> new ParsedOrigin(origin.group("scheme"), server))
                : Optional.empty();
    }
}
