package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.StoredRun;
import io.agencyswarm.store.StoredThread;
import java.util.List;
import java.util.Optional;

/** The rows of runs in a database. */
final class JdbcRunRepository implements RunRepository {

    private final SqlDatabase database;
    private final RunAdmission admission;
    private final RunOwnerWrites writes;
    private final StoreRules rules;

    JdbcRunRepository(SqlDatabase database, OwnerProcess owner, StoreRules rules) {
        this.database = database;
        this.admission = new RunAdmission(owner, rules);
        this.writes = new RunOwnerWrites(rules);
        this.rules = rules;
    }

    @Override
    public AdmissionResult admit(NewRun run) {
        SerializedRun serialized = serialize(run);
        return database.write(db -> admission.admit(db, serialized));
    }

    @Override
    public AdmissionResult.ClaimResult claim(NewRun run) {
        // A waiting run asks often: its items are serialized only when it is its turn.
        Optional<AdmissionResult.ClaimResult> answer = database.read(db -> admission.answerUnlessNext(db, run));
        if (answer.isPresent()) {
            return answer.get();
        }
        SerializedRun serialized = serialize(run);
        return database.write(db -> admission.claim(db, serialized));
    }

    /** Serializes the run, and compares a long history with its thread before the transaction that writes. */
    private SerializedRun serialize(NewRun run) {
        SerializedRun serialized = SerializedRun.of(run);
        return serialized.history() == null
                ? serialized
                : serialized.withComparison(database.read(db -> JdbcHistoryComparison.of(db, serialized)));
    }

    @Override
    public WriteResult advance(String runId, long attempt, List<ThreadItem> items, long lastEventId) {
        List<ItemText> texts = ItemText.of(items);
        String title = StoredThread.titleOf(items);
        return database.write(db -> writes.advance(db, runId, attempt, texts, title, lastEventId));
    }

    @Override
    public WriteResult end(String runId, long attempt, List<ThreadItem> items, StoredResult result) {
        List<ItemText> texts = ItemText.of(items);
        String title = StoredThread.titleOf(items);
        return database.write(db -> writes.end(db, runId, attempt, texts, title, result));
    }

    @Override
    public Optional<StoredRun> find(String runId) {
        return database.read(db -> RunRow.find(db, runId)).map(RunRow::stored);
    }

    @Override
    public Optional<RunWithItems> read(String runId, Store.LoadBudget budget) {
        record RunTexts(RunRow row, List<ItemText> items) {}
        return database.read(db -> {
                    Optional<RunRow> row = RunRow.find(db, runId);
                    return row.isEmpty()
                            ? Optional.<RunTexts>empty()
                            : Optional.of(new RunTexts(row.get(), row.get().items(db, budget)));
                })
                // Otherwise the run was deleted meanwhile.
                .filter(read -> read.items().size() == read.row().itemCount())
                .map(read -> new RunWithItems(read.row().stored(), ItemText.read(read.items())));
    }

    @Override
    public Store.Page<StoredRun> list(RunQuery query) {
        return database.read(db -> PageQuery.runs(db, query));
    }

    @Override
    public Store.DeletionResult delete(String runId) {
        return database.write(db -> {
            CallerByteChanges bytes = new CallerByteChanges();
            Store.DeletionResult deletionResult = Deletions.deleteRun(db, runId, bytes);
            bytes.write(db, rules.callerBytes());
            return deletionResult;
        });
    }
}
