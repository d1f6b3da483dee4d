package io.agencyswarm.store.memory;

import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreConfig;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.StoredRunsConfig;
import io.agencyswarm.store.ThreadRepository;
import io.agencyswarm.store.ThreadsConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs and threads in the memory of this process, limited in bytes. When the limit is reached, the runs that ended
 * first are deleted first, then the threads that were updated first; live runs and their threads are never deleted. The
 * lease ends only runs that this process has lost, because no other process can own any.
 *
 * <p>One lock guards all data. It is held only while rows change: items are serialized and parsed without it.
 */
final class MemoryStore implements Store {

    private static final int HEAP_SHARE = 10;
    private static final int RUNS_AT_A_TIME = 500;
    private static final int THREADS_AT_A_TIME = 100;

    private final MemoryTables tables;
    private final RunRepository runs;
    private final ThreadRepository threads;
    private final StoreRules rules;
    private final Duration lease;

    /** Creates an empty store. */
    MemoryStore(StoreConfig storeConfig, StoredRunsConfig runsConfig, ThreadsConfig threadsConfig) {
        this(storeConfig, runsConfig, threadsConfig, InstantSource.system(), System::nanoTime);
    }

    MemoryStore(
            StoreConfig storeConfig,
            StoredRunsConfig runsConfig,
            ThreadsConfig threadsConfig,
            InstantSource clock,
            LongSupplier nanos) {
        long maxBytes =
                storeConfig.maxBytes().orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        this.rules = StoreRules.of(runsConfig, threadsConfig);
        this.tables = new MemoryTables(maxBytes, clock, nanos);
        this.runs = new MemoryRunRepository(tables, rules);
        this.threads = new MemoryThreadRepository(tables, rules);
        this.lease = runsConfig.lease();
    }

    @Override
    public RunRepository runs() {
        return runs;
    }

    @Override
    public ThreadRepository threads() {
        return threads;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public void ping() {
        // The store exists as long as the process.
    }

    @Override
    public Set<String> renew(Collection<String> liveRunIds) {
        return tables.withLock(() -> {
            Set<String> lost = new HashSet<>();
            for (String runId : liveRunIds) {
                @Nullable MemoryRun run = tables.runs.get(runId);
                if (run != null && run.fenced) {
                    lost.add(runId);
                } else if (run != null) {
                    run.renewedNanos = tables.nowNanos();
                }
            }
            return lost;
        });
    }

    @Override
    public boolean sweep(Supplier<Collection<String>> liveRunIds) {
        endLost(liveRunIds);
        // One after the other, so that other threads can take the lock in between.
        boolean moreRuns = tables.withLock(this::sweepRuns);
        boolean moreThreads = tables.withLock(this::sweepThreads);
        boolean moreKeys = tables.withLock(() -> tables.keys.expire(RUNS_AT_A_TIME, tables.nowNanos()));
        return moreRuns || moreThreads || moreKeys;
    }

    private void endLost(Supplier<Collection<String>> liveRunIds) {
        List<MemoryRun> expired = tables.withLock(() -> tables.expiredRuns(lease.toNanos()));
        if (expired.isEmpty()) {
            return;
        }
        Set<String> liveIds = Set.copyOf(liveRunIds.get());
        tables.withLock(() -> {
            expired.stream()
                    .filter(run -> !liveIds.contains(run.runId) && !run.status.isEnded())
                    .forEach(run -> tables.fence(run, StoredResult.processEnded(run.lastEventId)));
            return true;
        });
    }

    private boolean sweepRuns() {
        for (int i = 0; i < RUNS_AT_A_TIME && !rules.keepRuns().isZero(); i++) {
            MemoryRun run = tables.oldestEndedRun(rules.keepRuns().toNanos());
            if (run == null) {
                return false;
            }
            tables.remove(run);
        }
        return !rules.keepRuns().isZero();
    }

    private boolean sweepThreads() {
        for (int i = 0; i < THREADS_AT_A_TIME && !rules.keepThreads().isZero(); i++) {
            MemoryThread thread = tables.oldestIdleThread(rules.keepThreads().toNanos());
            if (thread == null) {
                return false;
            }
            tables.remove(thread);
        }
        return !rules.keepThreads().isZero();
    }
}
