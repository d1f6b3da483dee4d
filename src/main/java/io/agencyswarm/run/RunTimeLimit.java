package io.agencyswarm.run;

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
final class RunTimeLimit {

    private final Duration limit;

    // Guarded by this; in the order in which the runs reach the limit, each with the time when it does.
    private final SequencedMap<AgencyRun, Long> runs = new LinkedHashMap<>();
    private boolean waiting;

    /** Creates a limit; zero disables it. */
    RunTimeLimit(Duration limit) {
        this.limit = limit;
    }

    /** Starts the time of a run. */
    void add(AgencyRun run) {
        if (limit.isPositive()) {
            synchronized (this) {
                runs.put(run, System.nanoTime() + limit.toNanos());
                if (!waiting) {
                    await(limit.toNanos());
                }
            }
        }
    }

    /** Stops the time of a run that has ended. */
    synchronized void remove(AgencyRun run) {
        runs.remove(run);
    }

    private void await(long nanos) {
        waiting = true;
        CompletableFuture.delayedExecutor(Math.max(1, nanos), TimeUnit.NANOSECONDS)
                .execute(() -> takeLate().forEach(late -> late.endLate(limit)));
    }

    private synchronized List<AgencyRun> takeLate() {
        waiting = false;
        List<AgencyRun> late = new ArrayList<>();
        for (Map.Entry<AgencyRun, Long> first = runs.firstEntry(); first != null; first = runs.firstEntry()) {
            long remaining = first.getValue() - System.nanoTime();
            if (remaining > 0) {
                await(remaining);
                return late;
            }
            late.add(first.getKey());
            runs.pollFirstEntry();
        }
        return late;
    }
}
