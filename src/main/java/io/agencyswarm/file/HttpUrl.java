package io.agencyswarm.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of URLs that may be fetched, whoever names them. */
final class HttpUrl {

    private static final int MAX_PORT = 65_535;

    /**
     * A name with underscores, which many networks of containers have and {@link URI} does not read. Nothing else: what
     * {@link URI} refuses besides is an address in disguise.
     */
    private static final Pattern NAMED =
            Pattern.compile("(?<host>(?=[^:]*_)[A-Za-z0-9._-]{1,255})(?::(?<port>\\d{1,5}))?");

    private HttpUrl() {}

    /**
     * Reads a client's URL. What it says is never repeated in a message, for it may hold a key.
     *
     * @throws IllegalArgumentException if it is none, with half a sentence that says why
     */
    static URI of(String text) {
        return checked(parsed(text));
    }

    /**
     * Reads where a server says that {@code from} has gone.
     *
     * @throws IllegalArgumentException as {@link #of}, also if encryption would be given up
     */
    static URI redirect(URI from, @Nullable String location) {
        if (location == null) {
            throw new IllegalArgumentException("its host redirects without saying where to; use another URL.");
        }
        // Else a relative location would be put right behind the host's name.
        URI base = from.getRawPath().isEmpty() ? from.resolve("/") : from;
        URI to = checked(base.resolve(parsed(location)));
        if (isEncrypted(from) && !isEncrypted(to)) {
            throw new IllegalArgumentException(
                    "its host redirects from https:// to http://, which is not followed; use the final URL.");
        }
        return to;
    }

    /** Whether the URL begins with https. */
    static boolean isEncrypted(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The host; null where there is none that can be read. */
    static @Nullable String host(URI uri) {
        Matcher named = named(uri);
        return named.matches() ? named.group("host") : uri.getHost();
    }

    /** The port, also where the URL leaves it out. */
    static int port(URI uri) {
        int standard = isEncrypted(uri) ? 443 : 80;
        return writtenPort(uri).orElse(standard);
    }

    /** The port as the URL has it. */
    static OptionalInt writtenPort(URI uri) {
        Matcher named = named(uri);
        int written =
                named.matches() && named.group("port") != null ? Integer.parseInt(named.group("port")) : uri.getPort();
        return written == -1 ? OptionalInt.empty() : OptionalInt.of(written);
    }

    private static Matcher named(URI uri) {
        return NAMED.matcher(Objects.toString(uri.getRawAuthority(), ""));
    }

    /** What a request line says: path and query. */
    static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "its URL can't be read; percent-encode blanks and other special characters.", e);
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
                    + "\" can't be read; write a plain name, or an address as in 192.0.2.1 or [2001:db8::1].");
        }
        return URI.create(uri.toASCIIString());
    }
}
