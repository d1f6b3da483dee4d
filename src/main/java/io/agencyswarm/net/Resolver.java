package io.agencyswarm.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a name. */
@FunctionalInterface
public interface Resolver {

    /** The system's resolver, which may block for a long time. */
    Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /** Returns all addresses of the name, at least one. */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
