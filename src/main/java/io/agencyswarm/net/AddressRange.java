package io.agencyswarm.net;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A range of addresses with a common prefix. Netty's {@code IpSubnetFilterRule} does not fit here: its {@code 2000::/3}
 * contains {@code fd00::}.
 *
 * @param bytes the length of an address: 4 or 16
 * @param suffixBits the number of bits after the prefix
 * @param prefix the common bits
 */
record AddressRange(int bytes, int suffixBits, BigInteger prefix) {

    /** Parses a range as in {@code 10.0.0.0/8}. */
    static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] first = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
        int hostBits = first.length * Byte.SIZE - Integer.parseInt(cidr.substring(slash + 1));
        return new AddressRange(first.length, hostBits, new BigInteger(1, first).shiftRight(hostBits));
    }

    /** Returns whether the address lies in the range; false for an address of the other IP version. */
    boolean contains(InetAddress address) {
        byte[] all = address.getAddress();
        return all.length == bytes
                && new BigInteger(1, all).shiftRight(suffixBits).equals(prefix);
    }
}
