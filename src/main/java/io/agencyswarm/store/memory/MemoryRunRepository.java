package io.agencyswarm.store.memory;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.StoredRun;
import io.agencyswarm.store.ThreadKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The rows of runs in memory. */
final class MemoryRunRepository implements RunRepository {

    private final MemoryTables tables;
    private final StoreRules rules;
    private final MemoryAdmission admission;

    MemoryRunRepository(MemoryTables tables, StoreRules rules) {
        this.tables = tables;
        this.rules = rules;
        this.admission = new MemoryAdmission(tables, rules);
    }

    @Override
    public AdmissionResult admit(NewRun run) {
        return withHistory(run, admission::admit);
    }

    @Override
    public AdmissionResult.ClaimResult claim(NewRun run) {
        // A waiting run asks often: its items are serialized only when it is its turn.
        Optional<AdmissionResult.ClaimResult> answer = tables.withLock(() -> admission.answerUnlessNext(run));
        return answer.isPresent() ? answer.get() : withHistory(run, admission::claim);
    }

    private <R> R withHistory(NewRun run, BiFunction<NewRun, MemoryAdmission.OpeningItems, R> action) {
        List<ThreadItem> history = run.history();
        ThreadKey key = run.thread();
        if (history == null || key == null) {
            MemoryAdmission.OpeningItems opening = MemoryAdmission.OpeningItems.of(run);
            return tables.withLock(() -> action.apply(run, opening));
        }
        MemoryHistoryComparison comparison = compare(key, history);
        MemoryAdmission.OpeningItems opening = MemoryAdmission.OpeningItems.of(run, history, comparison);
        return tables.withLock(() -> action.apply(
                run,
                comparison.isOf(tables.threads.get(key))
                        ? opening
                        // The thread has changed while its items were read without the lock.
                        : MemoryAdmission.OpeningItems.of(run, history, compare(key, history))));
    }

    private MemoryHistoryComparison compare(ThreadKey key, List<ThreadItem> history) {
        record HistoryCopy(MemoryItemList list, List<byte[]> items) {}
        Optional<HistoryCopy> read = tables.withLock(() -> Optional.ofNullable(tables.threads.get(key))
                .map(thread -> new HistoryCopy(thread.list, thread.list.copy(0, thread.list.size()))));
        return read.map(copy -> MemoryHistoryComparison.of(copy.list(), copy.items(), history))
                .orElse(MemoryHistoryComparison.NONE);
    }

    @Override
    public WriteResult advance(String runId, long attempt, List<ThreadItem> items, long lastEventId) {
        ItemBatch batch = ItemBatch.of(items);
        return tables.withLock(() -> {
            Optional<WriteResult> answer = rules.advance(tables.state(runId), attempt, lastEventId);
            if (answer.isPresent()) {
                return answer.get();
            }
            MemoryRun run = Objects.requireNonNull(tables.runs.get(runId));
            if (!fits(run, batch)) {
                return WriteResult.THREAD_FULL;
            }
            if (!batch.items().isEmpty()) {
                tables.append(run, batch);
            }
            run.lastEventId = lastEventId;
            return WriteResult.DONE;
        });
    }

    @Override
    public WriteResult end(String runId, long attempt, List<ThreadItem> items, StoredResult result) {
        ItemBatch batch = ItemBatch.of(items);
        long weight = MemoryRun.weight(result);
        long bytes = result.bytes();
        return tables.withLock(() -> {
            Optional<WriteResult> answer = rules.end(tables.state(runId), attempt);
            if (answer.isPresent()) {
                return answer.get();
            }
            MemoryRun run = Objects.requireNonNull(tables.runs.get(runId));
            boolean hasStarted = run.startedAt != null;
            boolean fits = hasStarted && fits(run, batch);
            if (fits) {
                tables.append(run, batch);
            }
            boolean answerFits = isWithinLimits(run, bytes, OptionalLong.empty());
            if (answerFits) {
                tables.end(run, result, weight, bytes);
            } else {
                tables.end(run, result.withoutResponse());
            }
            boolean allItemsFit =
                    answerFits && (!hasStarted || fits || batch.items().isEmpty());
            return allItemsFit ? WriteResult.DONE : WriteResult.DONE_WITHOUT_ITEMS;
        });
    }

    private boolean fits(MemoryRun run, ItemBatch batch) {
        OptionalLong inThread = run.addedTo == null ? OptionalLong.empty() : OptionalLong.of(run.addedTo.list.bytes());
        return isWithinLimits(run, batch.bytes(), inThread) && tables.makeRoom(batch.weight());
    }

    private boolean isWithinLimits(MemoryRun run, long bytes, OptionalLong inThread) {
        return rules.checkRoom(bytes, inThread, () -> tables.budget.ofCaller(run.principal))
                .isEmpty();
    }

    @Override
    public Optional<StoredRun> find(String runId) {
        return tables.withLock(() -> Optional.ofNullable(tables.runs.get(runId)).map(MemoryRun::toStored));
    }

    @Override
    public Optional<RunWithItems> read(String runId, Store.LoadBudget budget) {
        record RunCopy(StoredRun run, List<byte[]> items) {}
        return tables.withLock(() -> Optional.ofNullable(tables.runs.get(runId)).map(run -> {
                    List<byte[]> items = run.copyItems();
                    budget.reserve(MemoryItemList.bytes(items));
                    return new RunCopy(run.toStored(), items);
                }))
                .map(copy -> new RunWithItems(copy.run(), MemoryItemList.parse(copy.items())));
    }

    @Override
    public Store.Page<StoredRun> list(RunQuery query) {
        return tables.withLock(() -> {
            Store.Page<MemoryRun> page = tables.runList.page(
                    query.agency(),
                    query.ownOnly(),
                    query.principal(),
                    sequenceBefore(query),
                    query.limit(),
                    run -> (query.status() == null || run.status == query.status())
                            && (query.threadId() == null || isIn(run, query.threadId())));
            return new Store.Page<>(
                    page.entries().stream().map(MemoryRun::toListed).toList(), page.hasMore());
        });
    }

    private static boolean isIn(MemoryRun run, String threadId) {
        return run.thread != null && run.thread.key.threadId().equals(threadId);
    }

    private @Nullable Long sequenceBefore(RunQuery query) {
        if (query.before() == null) {
            return null;
        }
        MemoryRun run = tables.runs.get(query.before());
        if (run == null
                || !run.agency.equals(query.agency())
                || (query.ownOnly() && !Objects.equals(run.principal, query.principal()))) {
            throw Store.Page.missingEntry("run", query.before());
        }
        return run.sequence;
    }

    @Override
    public Store.DeletionResult delete(String runId) {
        return tables.withLock(() -> {
            MemoryRun run = tables.runs.get(runId);
            if (run == null) {
                return Store.DeletionResult.ABSENT;
            }
            if (!run.status.isEnded()) {
                return Store.DeletionResult.LIVE;
            }
            tables.remove(run);
            return Store.DeletionResult.DONE;
        });
    }
}
