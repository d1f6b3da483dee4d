package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunsConfig;
import io.agencyswarm.store.ThreadsConfig;
import java.time.Duration;

/**
 * How much is kept, and for how long.
 *
 * @param threadBytes the most bytes of items of a thread
 * @param callerBytes the most bytes of items of a caller
 * @param queue the runs that may wait for a thread
 * @param keepRuns how long runs are kept after their end; zero keeps them
 * @param keepThreads how long threads are kept after their last update; zero keeps them
 */
record StoreLimits(long threadBytes, long callerBytes, int queue, Duration keepRuns, Duration keepThreads) {

    /** As they are configured. */
    static StoreLimits of(RunsConfig runs, ThreadsConfig threads) {
        return new StoreLimits(threads.maxBytes(), threads.maxCallerBytes(), runs.queue(), runs.keep(), threads.keep());
    }
}
