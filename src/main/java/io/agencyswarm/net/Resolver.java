package io.agencyswarm.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {

    /** The system's, which may block for long. */
    Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /** All addresses of the name, at least one. */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
