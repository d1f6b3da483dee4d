package io.agencyswarm.net;

import io.agencyswarm.text.Excerpt;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The base URL of a server in normalized form, so that base URLs can be compared. It has no user, query or fragment,
 * because paths are appended to it.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, in lower case; IPv6 in brackets
 * @param port the scheme's default if none was written
 * @param path without a slash at the end; may be empty
 */
public record BaseUrl(String scheme, String host, int port, String path) {

    /** Maximum length of an address, in characters. */
    public static final int MAX_LENGTH = 2_048;

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>(?i)https?)://(?<server>[^/?#]{1,300})(?<path>(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*+)?)");

    /** Parses an address. Returns empty if the text is not a valid one. */
    public static Optional<BaseUrl> parse(String text) {
        String stripped = text.strip();
        Matcher form = FORM.matcher(stripped);
        if (stripped.length() > MAX_LENGTH || !form.matches()) {
            return Optional.empty();
        }
        String scheme = form.group("scheme").toLowerCase(Locale.ROOT);
        String path = form.group("path");
        int length = path.length();
        while (length > 0 && path.charAt(length - 1) == '/') {
            length--;
        }
        String bare = path.substring(0, length);
        return HostAndPort.parse(form.group("server"))
                .map(server -> new BaseUrl(
                        scheme,
                        server.host().toLowerCase(Locale.ROOT),
                        server.portOr(HostAndPort.standardPort(scheme)),
                        bare));
    }

    /**
     * Returns whether two texts are the same address. The path counts too: the service's keys are sent only to its own
     * address, and another path on the same host may belong to someone else.
     */
    public static boolean same(String one, String other) {
        Optional<BaseUrl> address = parse(one);
        return address.isPresent() && address.equals(parse(other));
    }

    /**
     * Returns a text that is not a valid address in a form for error messages: without the password, query and fragment
     * that it may hold.
     */
    public static String forMessage(String text) {
        String bare = text.strip();
        String shown = Excerpt.of(bare, MAX_LENGTH).replaceFirst("(?s)[?#].*", "…");
        int user = shown.lastIndexOf('@');
        return user < 0 ? shown : "…" + shown.substring(user);
    }

    /** The address as a URL, without the scheme's default port. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == HostAndPort.standardPort(scheme) ? "" : ":" + port) + path;
    }
}
