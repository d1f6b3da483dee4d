package io.agencyswarm.request;

import io.agencyswarm.cluster.Peers;
import io.agencyswarm.store.Store;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Warns at start about what does not work if several pods do not share a store. */
@Singleton
class UnsharedStoreWarning {

    private static final Logger LOG = Logger.getLogger(UnsharedStoreWarning.class);

    private final Peers peers;
    private final Store store;

    @Inject
    UnsharedStoreWarning(Peers peers, Store store) {
        this.peers = peers;
        this.store = store;
    }

    void warn(@Observes StartupEvent start) {
        warning(peers.areConfigured(), store.isShared()).ifPresent(LOG::warn);
    }

    static Optional<String> warning(boolean hasPeers, boolean isShared) {
        return hasPeers && !isShared
                ? Optional.of(
                        "agency-swarm.cluster.peers names other pods, but the pods do not share a store. Therefore"
                                + " thread_id has no effect, and a request with Idempotency-Key or on_busy is rejected."
                                + " Set agency-swarm.store.kind=postgresql for all pods.")
                : Optional.empty();
    }
}
