package io.agencyswarm.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A URL that begins with {@code http://} or {@code https://} and has a valid host. */
public final class HttpUrl {

    private final URI uri;
    private final HostAndPort server;

    private HttpUrl(URI uri, HostAndPort server) {
        this.uri = uri;
        this.server = server;
    }

    /** Parses a URL; empty if the text is not a valid one. */
    public static Optional<HttpUrl> parse(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /** Returns the URL of a URI; empty if it has another scheme, or its host or port is not valid. */
    public static Optional<HttpUrl> of(URI uri) {
        if (!isHttp(uri.getScheme()) || uri.getRawAuthority() == null) {
            return Optional.empty();
        }
        return server(uri).map(server -> new HttpUrl(uri, server));
    }

    private static Optional<HostAndPort> server(URI uri) {
        if (uri.getHost() != null) {
            @Nullable Integer port = uri.getPort() < 0 ? null : uri.getPort();
            return port == null || HostAndPort.isPort(port)
                    ? Optional.of(new HostAndPort(uri.getHost(), port))
                    : Optional.empty();
        }
        // A URI does not parse host names with underscores. Other hosts that it refuses are disguised addresses.
        String authority = uri.getRawAuthority();
        return HostAndPort.parse(authority.substring(authority.lastIndexOf('@') + 1))
                .filter(server -> server.host().contains("_"));
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    /** Returns the URL as a URI. */
    public URI uri() {
        return uri;
    }

    /** Returns whether the URL begins with https. */
    public boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Returns the host as it was written; an IPv6 address is in brackets. */
    public String host() {
        return server.host();
    }

    /** Returns the port, or the scheme's default port. */
    public int port() {
        return server.portOr(HostAndPort.standardPort(uri.getScheme()));
    }

    /** Returns whether the URL has a user name or a password. */
    public boolean hasUser() {
        return uri.getRawAuthority().contains("@");
    }

    /** Returns path and query, for the request line. */
    public String target() {
        String path = Objects.toString(uri.getRawPath(), "");
        return (path.isEmpty() ? "/" : path) + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** Returns the part before the path, for messages. */
    public String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Returns whether both URLs have the same scheme, host and port. */
    public boolean hasOriginOf(HttpUrl other) {
        return isEncrypted() == other.isEncrypted() && host().equalsIgnoreCase(other.host()) && port() == other.port();
    }

    /** Returns the URL as it was written. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
