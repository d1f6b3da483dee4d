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
 * Ends runs that take longer than they may. All runs have the same limit, so the one that was added first is late first,
 * and one timer does for all: a timer for each run would wake a thread for each. Safe for several threads.
 */
final class RunTimeLimit {

    private final Duration limit;

    // Guarded by this; in the order in which the runs are late, each with the time when it is.
    private final SequencedMap<AgencyRun, Long> runs = new LinkedHashMap<>();
    private boolean waiting;

    /** A limit; zero disables it. */
    RunTimeLimit(Duration limit) {
        this.limit = limit;
    }

    /** The run's time begins now. */
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

    /** The run is over. */
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
            long left = first.getValue() - System.nanoTime();
            if (left > 0) {
                await(left);
                return late;
            }
            late.add(first.getKey());
            runs.pollFirstEntry();
        }
        return late;
    }
}
