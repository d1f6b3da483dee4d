package io.agencyswarm.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses and checks URLs of files, from clients and from redirects. */
final class HttpUrl {

    private static final int MAX_PORT = 65_535;

    /**
     * A host name with underscores, which many container networks have and {@link URI} does not parse. Nothing else:
     * other hosts that {@link URI} refuses are disguised addresses.
     */
    private static final Pattern NAMED =
            Pattern.compile("(?<host>(?=[^:]*_)[A-Za-z0-9._-]{1,255})(?::(?<port>\\d{1,5}))?");

    private HttpUrl() {}

    /**
     * Parses a client's URL. Messages never repeat its path and query, because it may contain a key.
     *
     * @throws IllegalArgumentException if it is not valid; the message is a clause with the reason
     */
    static URI of(String text) {
        return checked(parsed(text));
    }

    /**
     * Resolves the target of a redirect from {@code from}.
     *
     * @throws IllegalArgumentException as {@link #of}, and if it redirects from https to http
     */
    static URI redirect(URI from, @Nullable String location) {
        if (location == null) {
            throw new IllegalArgumentException("its host redirects without a Location header; use another URL.");
        }
        // Otherwise a relative location would be appended to the host's name.
        URI base = from.getRawPath().isEmpty() ? from.resolve("/") : from;
        URI to = checked(base.resolve(parsed(location)));
        if (isEncrypted(from) && !isEncrypted(to)) {
            throw new IllegalArgumentException(
                    "its host redirects from https:// to http://, which is not followed; use the final URL.");
        }
        return to;
    }

    /** Returns whether the URL begins with https. */
    static boolean isEncrypted(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Returns the host; null if the URL has no valid host. */
    static @Nullable String host(URI uri) {
        Matcher named = named(uri);
        return named.matches() ? named.group("host") : uri.getHost();
    }

    /** Returns the port, or the scheme's default port. */
    static int port(URI uri) {
        int standard = isEncrypted(uri) ? 443 : 80;
        return writtenPort(uri).orElse(standard);
    }

    /** Returns the port in the URL, if it has one. */
    static OptionalInt writtenPort(URI uri) {
        Matcher named = named(uri);
        int written =
                named.matches() && named.group("port") != null ? Integer.parseInt(named.group("port")) : uri.getPort();
        return written == -1 ? OptionalInt.empty() : OptionalInt.of(written);
    }

    private static Matcher named(URI uri) {
        return NAMED.matcher(Objects.toString(uri.getRawAuthority(), ""));
    }

    /** Returns path and query, for the request line. */
    static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "its URL is not valid; percent-encode blanks and other special characters.", e);
        }
    }

    private static URI checked(URI uri) {
        String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("it redirects to a URL that begins with \"" + Attachment.shown(scheme)
                    + ":\", but only http:// and https:// are followed; use another URL.");
        }
        String authority = Objects.toString(uri.getRawAuthority(), "");
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "its URL holds a user name or password, which is not sent; use a URL without one.");
        }
        if (host(uri) == null || port(uri) < 1 || port(uri) > MAX_PORT) {
            throw new IllegalArgumentException("its URL's host \"" + Attachment.shown(authority)
                    + "\" is not valid; write a plain name, or an address as in 192.0.2.1 or [2001:db8::1].");
        }
        return URI.create(uri.toASCIIString());
    }
}
