package io.agencyswarm.store.memory;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.ThreadKey;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an in-memory store, with their indexes and their byte counts. Everything except {@link #withLock} is
 * guarded by the lock.
 *
 * <p>Times that clients see are wall-clock times. Ages for deletion are measured by a monotonic clock.
 */
final class MemoryTables {

    final Map<String, MemoryRun> runs = new HashMap<>();
    final Map<ThreadKey, MemoryThread> threads = new HashMap<>();
    final NewestFirstIndex<MemoryRun> runList = new NewestFirstIndex<>();
    final NewestFirstIndex<MemoryThread> threadList = new NewestFirstIndex<>();
    final MemoryBudget budget;
    final MemoryKeys keys;

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final LongSupplier nanos;

    /** The runs that have not ended. */
    private final Set<MemoryRun> unendedRuns = new LinkedHashSet<>();

    /** The ended runs, in the order in which they ended. */
    private final SequencedSet<MemoryRun> endedRuns = new LinkedHashSet<>();

    /** The threads without live and waiting runs, in the order of their last update. */
    private final SortedSet<MemoryThread> idleThreads =
            new TreeSet<>(Comparator.comparingLong(thread -> thread.sequence));

    private long lastSequence;

    /**
     * Creates empty tables.
     *
     * @param nanos a monotonic clock
     */
    MemoryTables(long maxBytes, InstantSource clock, LongSupplier nanos) {
        this.budget = new MemoryBudget(maxBytes);
        this.keys = new MemoryKeys(budget);
        this.clock = clock;
        this.nanos = nanos;
    }

    <T> T withLock(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    long nowNanos() {
        return nanos.getAsLong();
    }

    Optional<StoreRules.RunState> state(String runId) {
        return Optional.ofNullable(runs.get(runId)).map(MemoryRun::state);
    }

    MemoryThread addThread(ThreadKey key) {
        MemoryThread thread = new MemoryThread(key, new MemoryItemList(budget, key.principal()), clock.millis());
        threads.put(key, thread);
        budget.charge(MemoryThread.weight(key));
        touch(thread);
        return thread;
    }

    /** Adds the row of a run, which waits until {@link #start}. */
    MemoryRun addRun(NewRun request, @Nullable MemoryThread thread) {
        MemoryRun run = new MemoryRun(request, thread, ++lastSequence, clock.millis());
        run.renewedNanos = nowNanos();
        runs.put(run.runId, run);
        unendedRuns.add(run);
        runList.add(run.agency, run.principal, run.sequence, run);
        budget.charge(run.weight);
        NewRun.Idempotency key = request.idempotency();
        if (key != null) {
            keys.add(
                    request.idempotencyHash().orElseThrow(),
                    new MemoryKeys.UsedKey(run.runId, key.bodyHash(), nowNanos()));
        }
        if (thread != null) {
            thread.runs.add(run);
            thread.queue.add(run);
            idleThreads.remove(thread);
        }
        return run;
    }

    /** Makes a waiting run the live one. */
    void start(MemoryRun run) {
        run.status = RunStatus.RUNNING;
        run.renewedNanos = nowNanos();
        run.startedAt = Math.max(run.createdAt, clock.millis());
        if (run.thread != null) {
            run.thread.queue.remove(run);
            run.thread.live = run;
            touch(run.thread);
        }
    }

    /** Gives a run that starts the list to which it appends, after the items that this has already. */
    void openList(MemoryRun run) {
        if (run.addedTo == null) {
            run.list = new MemoryItemList(budget, run.principal);
        } else {
            run.list = run.addedTo.list;
            run.list.hold();
        }
        run.firstItem = run.list.size();
        run.lastItem = run.firstItem;
    }

    /** Appends items of a run that has started. */
    void append(MemoryRun run, ItemBatch batch) {
        MemoryItemList list = Objects.requireNonNull(run.list);
        list.append(batch);
        run.lastItem = list.size();
        if (run.addedTo != null) {
            run.addedTo.version++;
            run.addedTo.setTitleIfEmpty(batch.title());
            touch(run.addedTo);
        }
    }

    /** Appends items that were not added by a run. */
    void append(MemoryThread thread, ItemBatch batch) {
        thread.list.append(batch);
        thread.version++;
        thread.setTitleIfEmpty(batch.title());
    }

    /** Gives a thread an empty list; runs keep their items. */
    void replaceList(MemoryThread thread) {
        thread.list.release();
        thread.list = new MemoryItemList(budget, thread.key.principal());
        if (!thread.hasChatName) {
            thread.setTitle("");
        }
        thread.version++;
    }

    /** Ends a live run on behalf of its owner, whose later writes are refused. */
    void fence(MemoryRun run, StoredResult result) {
        run.attempt++;
        run.fenced = true;
        end(run, result);
    }

    /** Returns the live runs whose leases were not renewed for this time. */
    List<MemoryRun> expiredRuns(long ageNanos) {
        long nowNanos = nowNanos();
        return unendedRuns.stream()
                .filter(run -> nowNanos - run.renewedNanos >= ageNanos)
                .toList();
    }

    /** Ends a live run, and releases its thread. */
    void end(MemoryRun run, StoredResult result) {
        end(run, result, MemoryRun.weight(result), result.bytes());
    }

    /**
     * Ends a live run, and releases its thread.
     *
     * @param weight the memory of the result
     * @param bytes the bytes of its answer, which count to the caller's
     */
    void end(MemoryRun run, StoredResult result, long weight, long bytes) {
        run.status = result.status();
        run.result = result;
        run.lastEventId = result.lastEventId();
        run.endedAt = Math.max(run.createdAt, clock.millis());
        run.endedNanos = nowNanos();
        run.weight += weight;
        run.resultBytes = bytes;
        budget.charge(run.principal, bytes, weight);
        unendedRuns.remove(run);
        endedRuns.add(run);
        MemoryThread thread = run.thread;
        if (thread != null) {
            thread.queue.remove(run);
            if (thread.live == run) {
                thread.live = null;
                if (result.chatName() != null) {
                    thread.setTitle(result.chatName());
                    thread.hasChatName = true;
                }
                touch(thread);
            }
            unprotect(thread);
        }
        // A result is always written; if there was no room for it, the oldest rows are deleted now.
        makeRoom(0);
    }

    /** Makes a thread the one that was updated last. */
    void touch(MemoryThread thread) {
        ThreadKey key = thread.key;
        if (thread.sequence > 0) {
            threadList.remove(key.agency(), key.principal(), thread.sequence);
        }
        thread.sequence = ++lastSequence;
        thread.updatedAt = Math.max(thread.createdAt, clock.millis());
        thread.updatedNanos = nowNanos();
        threadList.add(key.agency(), key.principal(), thread.sequence, thread);
    }

    /** Makes a thread eligible for deletion, by its age or to make room, unless a run adds to it or waits for it. */
    void unprotect(MemoryThread thread) {
        if (thread.isIdle()) {
            idleThreads.add(thread);
        }
    }

    /** Protects a thread from deletion until {@link #unprotect}. */
    void protect(MemoryThread thread) {
        idleThreads.remove(thread);
    }

    /** Deletes an ended run, with its list if nothing else holds it. */
    void remove(MemoryRun run) {
        runs.remove(run.runId);
        runList.remove(run.agency, run.principal, run.sequence);
        endedRuns.remove(run);
        if (run.list != null) {
            run.list.release();
        }
        if (run.thread != null) {
            run.thread.runs.remove(run);
        }
        budget.charge(run.principal, -run.resultBytes, -run.weight);
    }

    /** Deletes a thread without live and waiting runs, with its runs. */
    void remove(MemoryThread thread) {
        List.copyOf(thread.runs).forEach(this::remove);
        thread.list.release();
        threads.remove(thread.key);
        threadList.remove(thread.key.agency(), thread.key.principal(), thread.sequence);
        idleThreads.remove(thread);
        budget.charge(-MemoryThread.weight(thread.key));
    }

    /**
     * Makes room by deleting ended runs first, then threads.
     *
     * @return whether there is room for this many bytes now
     */
    boolean makeRoom(long bytes) {
        if (bytes > budget.maxBytes()) {
            return false;
        }
        while (!budget.fits(bytes)) {
            if (!endedRuns.isEmpty()) {
                remove(endedRuns.getFirst());
            } else if (!idleThreads.isEmpty()) {
                remove(idleThreads.first());
            } else {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes room as {@link #makeRoom} does.
     *
     * @throws AgencyException if there is not enough room
     */
    void requireRoom(long bytes) {
        if (!makeRoom(bytes)) {
            throw new AgencyException(
                    ErrorCode.TOO_MANY,
                    "The in-memory store has no room for " + bytes + " more bytes: it may hold " + budget.maxBytes()
                            + " bytes, and live runs need the rest. Retry when some of them have ended, or raise"
                            + " agency-swarm.store.max-bytes.");
        }
    }

    /** Returns the run that ended first, if it ended at least this long ago. */
    @Nullable
    MemoryRun oldestEndedRun(long ageNanos) {
        return !endedRuns.isEmpty() && nowNanos() - endedRuns.getFirst().endedNanos >= ageNanos
                ? endedRuns.getFirst()
                : null;
    }

    /** Returns the thread that was updated first, if that was at least this long ago. */
    @Nullable
    MemoryThread oldestIdleThread(long ageNanos) {
        return !idleThreads.isEmpty() && nowNanos() - idleThreads.first().updatedNanos >= ageNanos
                ? idleThreads.first()
                : null;
    }
}
