package io.agencyswarm.cluster;

import java.net.InetSocketAddress;
import java.util.Collection;

/** Knows whom to ask. */
interface Directory {

    /** The peers that may have this, without the process itself; blocks for about a connect timeout at most. */
    Collection<InetSocketAddress> whom(Subject subject) throws InterruptedException;
}
