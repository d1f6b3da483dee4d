package io.agencyswarm.net;

import io.agencyswarm.text.Excerpt;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a URL, in the normalized form in which it is compared and looked up.
 *
 * @param text a name in lower case without a dot at its end, or the canonical text of an address
 * @param literal the address, if the host is one
 */
public record HostName(String text, Optional<InetAddress> literal) {

    private static final int MAX_SHOWN = 300;

    // Names that some libraries parse as a number, and so as an address: 2130706433, 0x7f000001, 127.1.
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    /**
     * Parses a host as {@link java.net.URI#getHost} returns it.
     *
     * @throws IllegalArgumentException if it is an address in an unusual notation; the message is a clause that says so
     */
    public static HostName of(String host) {
        if (host.startsWith("[")) {
            return literal(host, host.substring(1, host.length() - 1), false);
        }
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (name.isEmpty() || name.endsWith(".")) {
            // Systems treat these differently: for some, an empty name is this machine.
            throw new IllegalArgumentException(unusual(host));
        }
        return NUMERIC.matcher(name).matches() ? literal(host, name, true) : new HostName(name, Optional.empty());
    }

    private static HostName literal(String host, String text, boolean asItIs) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            String canonical = address.getHostAddress();
            if (canonical.indexOf('%') < 0 && (!asItIs || canonical.equals(text))) {
                return new HostName(canonical, Optional.of(address));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(unusual(host), e);
        }
        throw new IllegalArgumentException(unusual(host));
    }

    private static String unusual(String host) {
        return "the host \"" + Excerpt.of(host, MAX_SHOWN)
                + "\" is an address in an unusual notation; write it as in 192.0.2.1 or [2001:db8::1].";
    }
}
