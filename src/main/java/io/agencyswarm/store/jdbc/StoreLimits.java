package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoredRunsConfig;
import io.agencyswarm.store.ThreadsConfig;
import java.time.Duration;

/**
 * Limits of stored data, and how long it is stored.
 *
 * @param threadBytes the maximum size of a thread's items, in bytes
 * @param callerBytes the maximum size of a caller's items, in bytes
 * @param queue the maximum number of runs that wait for a thread
 * @param keepRuns how long runs are stored after their end; zero disables the limit
 * @param keepThreads how long threads are stored after their last update; zero disables the limit
 */
record StoreLimits(long threadBytes, long callerBytes, int queue, Duration keepRuns, Duration keepThreads) {

    /** Returns the configured limits. */
    static StoreLimits of(StoredRunsConfig runs, ThreadsConfig threads) {
        return new StoreLimits(threads.maxBytes(), threads.maxCallerBytes(), runs.queue(), runs.keep(), threads.keep());
    }
}
