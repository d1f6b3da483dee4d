package io.agencyswarm.store;

import io.agencyswarm.text.LogThrottle;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One round of maintenance of the store: renews the leases of the process's runs, stops runs that another process has
 * taken over, and sweeps the store. Not thread-safe.
 *
 * <p>In a store that several processes use, expired rows are ended only after this process has reached it without
 * interruption for a full lease. After an outage, or a pause of this process, this gives the other processes the time
 * to renew their leases. Time is measured by a monotonic clock.
 */
final class UpkeepRound {

    private static final Logger LOG = Logger.getLogger(UpkeepRound.class);

    private final Store store;
    private final Supplier<Optional<Store.LocalRuns>> owner;
    private final long leaseNanos;
    private final long sweepNanos;
    private final LongSupplier nanos;
    private final LogThrottle warnings = new LogThrottle();

    private boolean reached;
    private long lastReached;
    private long reachedSince;

    /**
     * Creates the state of a process that has not reached the store yet.
     *
     * @param sweepTime the time after which a sweep that has more to do is left for the next round
     * @param nanos a monotonic clock
     */
    UpkeepRound(
            Store store,
            Supplier<Optional<Store.LocalRuns>> owner,
            Duration lease,
            Duration sweepTime,
            LongSupplier nanos) {
        this.store = store;
        this.owner = owner;
        this.leaseNanos = lease.toNanos();
        this.sweepNanos = sweepTime.toNanos();
        this.nanos = nanos;
    }

    /** Executes one round. If the store can't be reached, the next round tries again. */
    void run() {
        try {
            renew();
            recordReached();
            if (!store.isShared() || nanos.getAsLong() - reachedSince >= leaseNanos) {
                sweep();
            }
        } catch (Throwable e) {
            // Also an OutOfMemoryError: without renewals, other processes would take over all runs of this one.
            reached = false;
            if (warnings.allows()) {
                LOG.warn("Maintenance of the store of runs and threads failed. The next round tries again.", e);
            }
        }
    }

    private void renew() {
        Collection<String> liveIds = liveRunIds();
        if (!liveIds.isEmpty()) {
            store.renew(liveIds).forEach(owner.get().orElseThrow()::onFenced);
        } else if (store.isShared()) {
            store.ping();
        }
    }

    private Collection<String> liveRunIds() {
        return owner.get().map(Store.LocalRuns::liveRunIds).orElse(List.of());
    }

    private void recordReached() {
        long now = nanos.getAsLong();
        if (!reached || now - lastReached > leaseNanos) {
            reachedSince = now;
        }
        reached = true;
        lastReached = now;
    }

    private void sweep() {
        long start = nanos.getAsLong();
        boolean hasMore = true;
        while (hasMore && nanos.getAsLong() - start < sweepNanos) {
            hasMore = store.sweep(this::liveRunIds);
        }
    }
}
