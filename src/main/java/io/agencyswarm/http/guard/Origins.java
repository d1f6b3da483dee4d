package io.agencyswarm.http.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the headers {@code Origin} and {@code Host} of browsers. */
final class Origins {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** In the form of {@link URI#getHost}. No host name ends with a number. */
    private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*]|\\d{1,3}(\\.\\d{1,3}){3}");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private Origins() {}

    /**
     * Returns whether an origin belongs to the host itself. The scheme is ignored, because a proxy may terminate TLS.
     */
    static boolean isOf(String origin, @Nullable String host) {
        Optional<URI> page = parse(origin);
        Optional<URI> server = host == null ? Optional.empty() : parse("//" + host);
        return page.isPresent()
                && server.isPresent()
                && page.get().getHost().equalsIgnoreCase(server.get().getHost())
                && port(page.get()) == port(server.get(), page.get());
    }

    /** Returns whether an origin belongs to this machine, on any port. */
    static boolean isLocal(String origin) {
        return parse(origin).filter(page -> isLocalName(page.getHost())).isPresent();
    }

    /** Returns whether the host of an origin is an IP address and not a name. */
    static boolean isAddress(String origin) {
        return parse(origin)
                .filter(page -> IP_ADDRESS.matcher(page.getHost()).matches())
                .isPresent();
    }

    /** Returns whether a value of {@code Host} is a name of this machine. */
    static boolean isLocalHost(String host) {
        return parse("//" + host)
                .filter(server -> isLocalName(server.getHost()))
                .isPresent();
    }

    private static boolean isLocalName(String name) {
        return LOCAL.contains(name.toLowerCase(Locale.ROOT));
    }

    private static int port(URI server, URI page) {
        return server.getPort() < 0 ? defaultPort(page) : server.getPort();
    }

    private static int port(URI page) {
        return port(page, page);
    }

    private static int defaultPort(URI page) {
        return "https".equalsIgnoreCase(page.getScheme()) ? HTTPS : HTTP;
    }

    /** Parses an origin without a path, or the value of {@code Host}; empty for anything else, such as null. */
    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return bare ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
