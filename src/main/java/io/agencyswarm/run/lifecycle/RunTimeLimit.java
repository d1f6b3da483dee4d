package io.agencyswarm.run.lifecycle;

import io.agencyswarm.run.RunLimitsConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends runs that exceed the maximum duration. All runs have the same limit, so they reach it in the order in which they
 * were added, and one timer is enough: a timer for each run would wake a thread for each. Thread-safe.
 */
@Singleton
class RunTimeLimit {

    private final Duration limit;

    // Guarded by this; in the order in which the runs reach the limit, each with the time when it does.
    private final SequencedMap<ActiveRun, Long> runs = new LinkedHashMap<>();
    private boolean scheduled;

    @Inject
    RunTimeLimit(RunLimitsConfig limits) {
        this.limit = limits.runTime();
    }

    /** Starts the time of a run. */
    void add(ActiveRun run) {
        if (limit.isPositive()) {
            synchronized (this) {
                runs.put(run, System.nanoTime() + limit.toNanos());
                if (!scheduled) {
                    schedule(limit.toNanos());
                }
            }
        }
    }

    /** Stops the time of a run, whether it was started or not. */
    synchronized void remove(ActiveRun run) {
        runs.remove(run);
    }

    private void schedule(long nanos) {
        scheduled = true;
        CompletableFuture.delayedExecutor(Math.max(1, nanos), TimeUnit.NANOSECONDS)
                .execute(() -> pollExpired().forEach(expired -> expired.failWithTimeout(limit)));
    }

    private synchronized List<ActiveRun> pollExpired() {
        scheduled = false;
        List<ActiveRun> expired = new ArrayList<>();
        for (Map.Entry<ActiveRun, Long> first = runs.firstEntry(); first != null; first = runs.firstEntry()) {
            long remaining = first.getValue() - System.nanoTime();
            if (remaining > 0) {
                schedule(remaining);
                return expired;
            }
            expired.add(first.getKey());
            runs.pollFirstEntry();
        }
        return expired;
    }
}
