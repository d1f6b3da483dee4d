package io.agencyswarm.store;

import io.agencyswarm.error.LogThrottle;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is done for the store from time to time: the leases of the process's own runs are renewed, runs that the process
 * has lost are told so, and the store is swept. For one thread.
 *
 * <p>Of a store that several processes use, rows are given up only after this process has reached it for a whole lease
 * without a break. After an outage, or after this process stood still, the other processes so have the time to renew
 * what they have. Time is that of a clock that never jumps.
 */
final class UpkeepRound {

    private static final Logger LOG = Logger.getLogger(UpkeepRound.class);

    private final Store store;
    private final Supplier<Optional<RunOwner>> owner;
    private final long leaseNanos;
    private final long sweepNanos;
    private final LongSupplier nanos;
    private final LogThrottle warnings = new LogThrottle();

    private boolean reached;
    private long lastReached;
    private long reachedSince;

    /**
     * Rounds of a process that has not reached the store yet.
     *
     * @param sweepTime after which a sweep that has more to do is left for the next round
     * @param nanos a clock that never jumps
     */
    UpkeepRound(
            Store store, Supplier<Optional<RunOwner>> owner, Duration lease, Duration sweepTime, LongSupplier nanos) {
        this.store = store;
        this.owner = owner;
        this.leaseNanos = lease.toNanos();
        this.sweepNanos = sweepTime.toNanos();
        this.nanos = nanos;
    }

    /** One round. A store that can't be reached is tried again in the next one. */
    void run() {
        try {
            renew();
            noteReached();
            if (!store.isShared() || nanos.getAsLong() - reachedSince >= leaseNanos) {
                sweep();
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            reached = false;
            if (warnings.allows()) {
                LOG.warn("The store of runs and threads could not be kept up. It is tried again.", e);
            }
        }
    }

    private void renew() {
        Collection<String> kept = kept();
        if (!kept.isEmpty()) {
            store.renew(kept).forEach(owner.get().orElseThrow()::fenced);
        } else if (store.isShared()) {
            store.ping();
        }
    }

    private Collection<String> kept() {
        return owner.get().map(RunOwner::keptRuns).orElse(List.of());
    }

    private void noteReached() {
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
            hasMore = store.sweep(this::kept);
        }
    }
}
