package io.agencyswarm.store.memory;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.ThreadKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Starts and queues runs as the rules decide. Guarded by the lock of the tables. */
final class MemoryAdmission {

    private final MemoryTables tables;
    private final StoreRules rules;

    MemoryAdmission(MemoryTables tables, StoreRules rules) {
        this.tables = tables;
        this.rules = rules;
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
        static OpeningItems of(NewRun run, List<ThreadItem> history, MemoryHistoryComparison comparison) {
            List<ThreadItem> unstored =
                    comparison.continuesThread() ? history.subList(comparison.itemCount(), history.size()) : history;
            return new OpeningItems(ItemBatch.of(run.items()), ItemBatch.of(unstored), !comparison.continuesThread());
        }

        long bytes() {
            return items.bytes() + history.bytes();
        }

        long weight() {
            return items.weight() + history.weight();
        }
    }

    AdmissionResult admit(NewRun run, OpeningItems opening) {
        @Nullable MemoryThread thread = run.thread() == null ? null : tables.threads.get(run.thread());
        StoreRules.Found found = new StoreRules.Found(
                tables.state(run.runId()),
                findKeyUse(run),
                thread == null ? StoreRules.ThreadState.FREE : thread.state());
        return switch (rules.admit(run, found)) {
            case StoreRules.Admission.Start _ -> beginNew(run, opening, thread);
            case StoreRules.Admission.Wait wait -> queue(run, Objects.requireNonNull(thread), wait);
            case StoreRules.Admission.Answer(AdmissionResult result) -> result;
        };
    }

    private Optional<StoreRules.KeyUse> findKeyUse(NewRun run) {
        return run.idempotencyHash()
                .flatMap(hash -> tables.keys.find(hash, tables.nowNanos()))
                .map(key -> new StoreRules.KeyUse(
                        key.bodyHash(), key.runId(), tables.state(key.runId()).map(StoreRules.RunState::run)));
    }

    /** Returns the answer to a claim; empty if it is the run's turn. */
    Optional<AdmissionResult.ClaimResult> answerUnlessNext(NewRun run) {
        MemoryThread thread = tables.threads.get(run.thread());
        return rules.claim(
                run.runId(), tables.state(run.runId()), () -> thread == null ? Optional.empty() : thread.next());
    }

    AdmissionResult.ClaimResult claim(NewRun run, OpeningItems opening) {
        Optional<AdmissionResult.ClaimResult> answer = answerUnlessNext(run);
        if (answer.isPresent()) {
            return answer.get();
        }
        MemoryRun existing = Objects.requireNonNull(tables.runs.get(run.runId()));
        Optional<AdmissionResult.Full> full = checkRoom(run, opening, existing.thread);
        if (full.isPresent()) {
            tables.end(existing, StoredResult.full(full.get()));
            return full.get();
        }
        run.reserveHistory(Objects.requireNonNull(existing.thread).list.bytes());
        tables.requireRoom(opening.weight());
        return begin(existing, opening);
    }

    private AdmissionResult beginNew(NewRun run, OpeningItems opening, @Nullable MemoryThread existing) {
        Optional<AdmissionResult.Full> full = checkRoom(run, opening, existing);
        if (full.isPresent()) {
            return full.get();
        }
        ThreadKey key = run.thread();
        long weight = opening.weight() + MemoryRun.weight(run);
        if (existing != null) {
            run.reserveHistory(existing.list.bytes());
            requireRoomBeside(existing, weight);
            return begin(tables.addRun(run, existing), opening);
        }
        if (key != null) {
            tables.requireRoom(weight + MemoryThread.weight(key));
            return begin(tables.addRun(run, tables.addThread(key)), opening);
        }
        tables.requireRoom(weight);
        return begin(tables.addRun(run, null), opening);
    }

    /** Makes room without deleting the thread that a run continues. */
    private void requireRoomBeside(MemoryThread thread, long weight) {
        tables.protect(thread);
        try {
            tables.requireRoom(weight);
        } catch (AgencyException e) {
            tables.unprotect(thread);
            throw e;
        }
    }

    private AdmissionResult.Admitted begin(MemoryRun run, OpeningItems opening) {
        tables.start(run);
        MemoryThread thread = run.thread;
        if (thread != null) {
            if (opening.replaces()) {
                tables.replaceList(thread);
            }
            tables.append(thread, opening.history());
        }
        tables.openList(run);
        tables.append(run, opening.items());
        return new AdmissionResult.Admitted(run.attempt);
    }

    private AdmissionResult queue(NewRun run, MemoryThread thread, StoreRules.Admission.Wait wait) {
        run.reserveHistory(thread.list.bytes());
        tables.requireRoom(MemoryRun.weight(run));
        MemoryRun queued = tables.addRun(run, thread);
        for (String other : wait.cancelled()) {
            tables.fence(Objects.requireNonNull(tables.runs.get(other)), StoredResult.cancelled());
        }
        return new AdmissionResult.Queued(queued.attempt, wait.interrupted());
    }

    private Optional<AdmissionResult.Full> checkRoom(NewRun run, OpeningItems opening, @Nullable MemoryThread thread) {
        long kept = thread == null || opening.replaces() ? 0 : thread.list.bytes();
        return rules.checkRoom(
                opening.bytes(),
                run.addsToThread() ? OptionalLong.of(kept) : OptionalLong.empty(),
                () -> tables.budget.ofCaller(run.principal())
                        - (thread != null && opening.replaces() ? bytesWithoutRuns(thread.list) : 0));
    }

    /** Returns the bytes that are freed if the thread releases its list. */
    private static long bytesWithoutRuns(MemoryItemList list) {
        return list.hasOneHolder() ? list.bytes() : 0;
    }
}
