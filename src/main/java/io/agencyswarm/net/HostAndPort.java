package io.agencyswarm.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host with or without a port, as in a URL or the header {@code Host}. This is the one parser of both.
 *
 * @param host a name or an IPv4 address as it was written, or an IPv6 address in brackets
 * @param port 1 to 65535; null if none was written
 */
public record HostAndPort(String host, @Nullable Integer port) {

    private static final int MAX_PORT = 65_535;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Underscores are not valid in host names, but many container networks use them. */
    private static final Pattern FORM =
            Pattern.compile("(?<host>[A-Za-z0-9._-]{1,255}|\\[(?<ipv6>[0-9A-Fa-f:.]{2,45})])(?::(?<port>\\d{1,5}))?");

    /**
     * Parses {@code host}, {@code host:port}, {@code [ipv6]} or {@code [ipv6]:port}; empty if the text is none of them.
     */
    public static Optional<HostAndPort> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        @Nullable String ipv6 = form.group("ipv6");
        @Nullable Integer port = form.group("port") == null ? null : Integer.valueOf(form.group("port"));
        boolean valid = (port == null || isPort(port))
                && (ipv6 == null || (ipv6.indexOf(':') >= 0 && literal(ipv6).isPresent()));
        return valid ? Optional.of(new HostAndPort(form.group("host"), port)) : Optional.empty();
    }

    /** Returns whether a number is a valid port. */
    static boolean isPort(int number) {
        return number >= 1 && number <= MAX_PORT;
    }

    /** Returns the port of {@code https} for this scheme, and of {@code http} for any other. */
    public static int standardPort(String scheme) {
        return scheme.equalsIgnoreCase("https") ? HTTPS : HTTP;
    }

    /** Formats an address so that {@link #parse} can read it. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Parses a literal IP address without brackets. Does not look names up. */
    public static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Returns the address and the port; empty if the host is a name, or there is no port. */
    public Optional<InetSocketAddress> address() {
        return port == null
                ? Optional.empty()
                : literal(withoutBrackets(host)).map(address -> new InetSocketAddress(address, port));
    }

    /** Returns the port, or {@code otherwise} if none was written. */
    public int portOr(int otherwise) {
        return port == null ? otherwise : port;
    }

    /** Returns a host as connections need it: an IPv6 address without its brackets. */
    public static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
