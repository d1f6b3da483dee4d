package io.agencyswarm.model.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a model's server in normalized form, so that addresses can be compared. It has no user, query or
 * fragment, because paths are appended to it.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, in lower case; IPv6 in brackets
 * @param port the scheme's default if none was written
 * @param path without a slash at the end; may be empty
 */
public record HttpAddress(String scheme, String host, int port, String path) {

    /** Maximum length of an address, in characters. */
    public static final int LONGEST = 2_048;

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_PORT = 65_535;

    /** Host names must not contain underscores, but many container networks use them. */
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>(?i)https?)://(?<host>[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>\\d{1,5}))?"
                    + "(?<path>(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*+)?)");

    /** Parses an address. Returns empty if the text is not a valid one. */
    public static Optional<HttpAddress> parse(String text) {
        String bare = text.strip();
        Matcher form = FORM.matcher(bare);
        if (bare.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        String scheme = form.group("scheme").toLowerCase(Locale.ROOT);
        String written = form.group("port");
        int port = written == null ? standardPort(scheme) : Integer.parseInt(written);
        if (port < 1 || port > MAX_PORT) {
            return Optional.empty();
        }
        String path = form.group("path");
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return Optional.of(
                new HttpAddress(scheme, form.group("host").toLowerCase(Locale.ROOT), port, path.substring(0, end)));
    }

    /**
     * Returns whether two texts are the same address. The path counts too: the service's keys are sent only to its own
     * address, and another path on the same host may belong to someone else.
     */
    public static boolean same(String one, String other) {
        Optional<HttpAddress> address = parse(one);
        return address.isPresent() && address.equals(parse(other));
    }

    /**
     * Returns a text that is not a valid address in a form for error messages: without the password, query and fragment
     * that it may hold.
     */
    public static String shown(String text) {
        String bare = text.strip();
        String cut = bare.length() > LONGEST ? bare.substring(0, LONGEST) + "…" : bare;
        String shown = cut.replaceFirst("(?s)[?#].*", "…");
        int user = shown.lastIndexOf('@');
        return user < 0 ? shown : "…" + shown.substring(user);
    }

    /** Returns the text for {@link RequestTarget#setting} of an address that a client named, with its host and port. */
    public static String setByClient(String address) {
        return "client_config.base_url"
                + parse(address)
                        .map(named -> ", " + named.host() + ":" + named.port())
                        .orElse("");
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    /** The address as a URL, without the scheme's default port. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == standardPort(scheme) ? "" : ":" + port) + path;
    }
}
