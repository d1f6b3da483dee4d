package io.agencyswarm.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host and port of a peer, as configured.
 *
 * @param host a name, or an IP address without brackets
 */
record HostAndPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([\\w.-]+)):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    /** Reads {@code host:port} or {@code [ipv6]:port}; empty if the text is neither. */
    static Optional<HostAndPort> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(3));
        boolean bracketed = form.group(1) != null;
        HostAndPort read = new HostAndPort(bracketed ? form.group(1) : form.group(2), port);
        boolean legal =
                port >= 1 && port <= MAX_PORT && (!bracketed || read.address().isPresent());
        return legal ? Optional.of(read) : Optional.empty();
    }

    /** Formats an address so that {@link #parse} can read it. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Returns the address, or empty if the host is a name. */
    Optional<InetSocketAddress> address() {
        return literal(host).map(address -> new InetSocketAddress(address, port));
    }

    /** Parses a literal IP address, without a DNS lookup. */
    static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
