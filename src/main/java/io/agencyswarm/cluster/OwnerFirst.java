package io.agencyswarm.cluster;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The one pod that Redis says has it. Where names are configured too, Redis can only choose among their addresses:
 * whoever can write to it must not be able to have clients' credentials sent elsewhere. What Redis does not know, all
 * are asked.
 */
record OwnerFirst(Owners owners, NamedPeers all) implements Directory {

    @Override
    public Collection<InetSocketAddress> whom(Subject subject) throws InterruptedException {
        Optional<InetSocketAddress> owner = owners.of(subject);
        if (all.none()) {
            return owner.map(List::of).orElse(List.of());
        }
        Collection<InetSocketAddress> peers = all.whom(subject);
        return owner.filter(peers::contains)
                .<Collection<InetSocketAddress>>map(List::of)
                .orElse(peers);
    }
}
