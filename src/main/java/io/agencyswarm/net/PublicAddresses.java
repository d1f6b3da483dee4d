package io.agencyswarm.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of the public Internet, from which a client could fetch everything itself. */
final class PublicAddresses {

    /** From IANA's registry of special addresses, and Azure's host address, which looks like a public one. */
    private static final List<AddressRange> SPECIAL = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** The assigned range; loopback, private, mapped and other addresses lie outside. */
    private static final List<AddressRange> GLOBAL_IPV6 = ranges("2000::/3");

    /** Parts of that range: tunnels (Teredo, 6to4) that lead to any IPv4 address, and addresses for documentation. */
    private static final List<AddressRange> SPECIAL_IPV6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** The addresses by which IPv6-only hosts reach IPv4 hosts, whose address is in the last four bytes. */
    private static final List<AddressRange> NAT64 = ranges("64:ff9b::/96");

    private static final int IPV4_BYTES = 4;

    private PublicAddresses() {}

    /** Returns whether the address is certainly public; false for unknown kinds of addresses. */
    static boolean contain(InetAddress address) {
        return switch (address) {
            case Inet4Address ipv4 -> !in(SPECIAL, ipv4);
            case Inet6Address ipv6 when in(NAT64, ipv6) -> contain(translated(ipv6));
            case Inet6Address ipv6 -> in(GLOBAL_IPV6, ipv6) && !in(SPECIAL_IPV6, ipv6);
            default -> false;
        };
    }

    private static InetAddress translated(Inet6Address address) {
        byte[] bytes = address.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean in(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... cidrs) {
        return Stream.of(cidrs).map(AddressRange::of).toList();
    }
}
