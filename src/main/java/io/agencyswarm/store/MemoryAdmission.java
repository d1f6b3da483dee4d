package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.ThreadItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether runs start or wait. Guarded by the lock of the tables. */
final class MemoryAdmission {

    private final MemoryTables tables;
    private final MemoryLimits limits;

    MemoryAdmission(MemoryTables tables, MemoryLimits limits) {
        this.tables = tables;
        this.limits = limits;
    }

    /**
     * The items that a run appends when it starts.
     *
     * @param items the user's message
     * @param history items that precede it and were not added by a run
     * @param replaces whether the history replaces the thread's items
     */
    record OpeningItems(ItemBatch items, ItemBatch history, boolean replaces) {

        /** For a run whose client sent no history. */
        static OpeningItems of(NewRun run) {
            return new OpeningItems(ItemBatch.of(run.items()), ItemBatch.EMPTY, false);
        }

        /** For a run whose history was compared with its thread. */
        static OpeningItems of(NewRun run, List<ThreadItem> history, MemoryHistoryComparison match) {
            List<ThreadItem> unstored = match.begins() ? history.subList(match.items(), history.size()) : history;
            return new OpeningItems(ItemBatch.of(run.items()), ItemBatch.of(unstored), !match.begins());
        }

        long bytes() {
            return items.bytes() + history.bytes();
        }

        long weight() {
            return items.weight() + history.weight();
        }
    }

    AdmissionResult admit(NewRun run, OpeningItems opening) {
        MemoryRun existing = tables.runs.get(run.runId());
        if (existing != null) {
            return findRepeated(existing, run);
        }
        Optional<AdmissionResult> repeated = findRepeated(run);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        @Nullable MemoryThread thread = run.thread() == null ? null : tables.threads.get(run.thread());
        @Nullable MemoryRun busyWith = thread == null ? null : thread.busyWith();
        if (thread == null || busyWith == null) {
            return beginNew(run, opening, thread);
        }
        return switch (run.onBusy()) {
            case REJECT -> new AdmissionResult.Busy(busyWith.runId);
            case ENQUEUE ->
                thread.queue.size() >= limits.queue()
                        ? new AdmissionResult.QueueFull(busyWith.runId, thread.queue.size())
                        : queue(run, thread, List.of());
            case INTERRUPT -> interrupt(run, thread);
        };
    }

    /** Returns the answer to a claim; empty if it is the run's turn. */
    Optional<AdmissionResult> unlessNext(NewRun run) {
        MemoryRun existing = tables.runs.get(run.runId());
        if (existing == null) {
            return Optional.of(new AdmissionResult.AlreadyEnded(RunStatus.CANCELLED));
        }
        MemoryThread thread = existing.thread;
        boolean turn = existing.status == RunStatus.QUEUED
                && thread != null
                && thread.live == null
                && thread.queue.getFirst() == existing;
        return turn ? Optional.empty() : Optional.of(findRepeated(existing, run));
    }

    AdmissionResult claim(NewRun run, OpeningItems opening) {
        Optional<AdmissionResult> waits = unlessNext(run);
        if (waits.isPresent()) {
            return waits.get();
        }
        MemoryRun existing = Objects.requireNonNull(tables.runs.get(run.runId()));
        Optional<AdmissionResult> full = checkLimits(run, opening, existing.thread);
        if (full.isPresent()) {
            tables.end(existing, storedResult(full.get()));
            return full.get();
        }
        run.reserveHistory(Objects.requireNonNull(existing.thread).bytes);
        tables.requireRoom(opening.weight());
        return begin(existing, opening);
    }

    /** Returns the state of a row that existed before the call. */
    private static AdmissionResult findRepeated(MemoryRun existing, NewRun run) {
        if (!existing.isOf(run)) {
            throw run.idTakenException();
        }
        return switch (existing.status) {
            case QUEUED -> new AdmissionResult.Queued(existing.attempt, List.of());
            case RUNNING -> new AdmissionResult.Admitted(existing.attempt);
            case COMPLETED, FAILED, CANCELLED -> new AdmissionResult.AlreadyEnded(existing.status);
        };
    }

    private Optional<AdmissionResult> findRepeated(NewRun run) {
        return run.idempotencyHash()
                .flatMap(hash -> tables.keys.find(hash, tables.nowNanos()))
                .map(key -> {
                    NewRun.Idempotency idempotency = run.idempotency();
                    if (idempotency == null || !key.bodyHash().equals(idempotency.bodyHash())) {
                        return new AdmissionResult.KeyReused();
                    }
                    MemoryRun started = tables.runs.get(key.runId());
                    return started == null
                            ? new AdmissionResult.RepeatedDeleted(key.runId())
                            : new AdmissionResult.Repeated(started.toStored());
                });
    }

    private AdmissionResult beginNew(NewRun run, OpeningItems opening, @Nullable MemoryThread existing) {
        Optional<AdmissionResult> full = checkLimits(run, opening, existing);
        if (full.isPresent()) {
            return full.get();
        }
        if (existing != null) {
            run.reserveHistory(existing.bytes);
        }
        ThreadKey key = run.thread();
        long weight = opening.weight() + MemoryRun.weight(run);
        if (existing != null) {
            // The thread that the run continues must not be deleted to make room.
            tables.pin(existing);
        }
        try {
            tables.requireRoom(key == null || existing != null ? weight : weight + MemoryThread.weight(key));
        } catch (AgencyException e) {
            if (existing != null) {
                tables.settle(existing);
            }
            throw e;
        }
        @Nullable MemoryThread thread = key == null || existing != null ? existing : tables.addThread(key);
        return begin(tables.addRun(run, thread), opening);
    }

    private AdmissionResult begin(MemoryRun run, OpeningItems opening) {
        tables.start(run);
        MemoryThread thread = run.thread;
        if (thread != null) {
            if (opening.replaces()) {
                tables.nextGeneration(thread);
            }
            tables.append(thread, opening.history());
        }
        tables.append(run, opening.items());
        return new AdmissionResult.Admitted(run.attempt);
    }

    private AdmissionResult queue(NewRun run, MemoryThread thread, List<String> interrupted) {
        run.reserveHistory(thread.bytes);
        tables.requireRoom(MemoryRun.weight(run));
        return new AdmissionResult.Queued(tables.addRun(run, thread).attempt, interrupted);
    }

    private AdmissionResult interrupt(NewRun run, MemoryThread thread) {
        List<MemoryRun> waiting = List.copyOf(thread.queue);
        List<String> interrupted = new ArrayList<>();
        if (thread.live != null) {
            interrupted.add(thread.live.runId);
        }
        waiting.forEach(other -> interrupted.add(other.runId));
        AdmissionResult queued = queue(run, thread, interrupted);
        for (MemoryRun other : waiting) {
            tables.fence(other, StoredResult.cancelled());
        }
        return queued;
    }

    private Optional<AdmissionResult> checkLimits(NewRun run, OpeningItems opening, @Nullable MemoryThread thread) {
        boolean inThread = run.thread() != null && !run.itemsElsewhere();
        long before = thread == null || opening.replaces() ? 0 : thread.bytes;
        if (inThread && before + opening.bytes() > limits.threadBytes()) {
            return Optional.of(new AdmissionResult.ThreadFull(limits.threadBytes()));
        }
        if (opening.bytes() > 0 && tables.budget.ofCaller(run.principal()) + opening.bytes() > limits.callerBytes()) {
            return Optional.of(new AdmissionResult.CallerFull(limits.callerBytes()));
        }
        return Optional.empty();
    }

    private StoredResult storedResult(AdmissionResult full) {
        return full instanceof AdmissionResult.ThreadFull
                ? StoredResult.threadFull(limits.threadBytes())
                : StoredResult.callerFull(limits.callerBytes());
    }
}
