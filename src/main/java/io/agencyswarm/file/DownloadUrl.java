package io.agencyswarm.file;

import io.agencyswarm.net.HttpUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks URLs of files, from clients and from redirects. */
final class DownloadUrl {

    private DownloadUrl() {}

    /**
     * Parses a client's URL. Messages never repeat its path and query, because it may contain a key.
     *
     * @throws IllegalArgumentException if it is not valid; the message is a clause with the reason
     */
    static HttpUrl of(String text) {
        return check(parse(text));
    }

    /**
     * Resolves the target of a redirect from {@code from}.
     *
     * @throws IllegalArgumentException as {@link #of}, and if it redirects from https to http
     */
    static HttpUrl resolveRedirect(HttpUrl from, @Nullable String location) {
        if (location == null) {
            throw new IllegalArgumentException("its host redirects without a Location header; use another URL.");
        }
        // Otherwise a relative location would be appended to the host's name.
        URI base = from.uri().getRawPath().isEmpty() ? from.uri().resolve("/") : from.uri();
        HttpUrl to = check(base.resolve(parse(location)));
        if (from.isEncrypted() && !to.isEncrypted()) {
            throw new IllegalArgumentException(
                    "its host redirects from https:// to http://, which is not followed; use the final URL.");
        }
        return to;
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "its URL is not valid; percent-encode blanks and other special characters.", e);
        }
    }

    private static HttpUrl check(URI uri) {
        String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "it redirects to a URL that begins with \"" + Attachment.forMessage(scheme)
                            + ":\", but only http:// and https:// are followed; use another URL.");
        }
        String authority = Objects.toString(uri.getRawAuthority(), "");
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "its URL holds a user name or password, which is not sent; use a URL without one.");
        }
        return HttpUrl.of(URI.create(uri.toASCIIString()))
                .orElseThrow(() -> new IllegalArgumentException("its URL's host \"" + Attachment.forMessage(authority)
                        + "\" is not valid; write a plain name, or an address as in 192.0.2.1 or [2001:db8::1]."));
    }
}
