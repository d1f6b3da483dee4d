package io.agencyswarm.net;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * The addresses that begin with the same bits. Netty's {@code IpSubnetFilterRule} is none for this: for it
 * {@code 2000::/3} holds {@code fd00::} too.
 *
 * @param bytes of an address: 4 or 16
 * @param rest how many bits come after the common ones
 * @param prefix the common bits
 */
record AddressRange(int bytes, int rest, BigInteger prefix) {

    /** Reads a range as in {@code 10.0.0.0/8}. */
    static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] first = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
        int rest = first.length * Byte.SIZE - Integer.parseInt(cidr.substring(slash + 1));
        return new AddressRange(first.length, rest, new BigInteger(1, first).shiftRight(rest));
    }

    /** Whether the address lies in the range; one of the other version never does. */
    boolean contains(InetAddress address) {
        byte[] all = address.getAddress();
        return all.length == bytes && new BigInteger(1, all).shiftRight(rest).equals(prefix);
    }
}
