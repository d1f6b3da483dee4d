package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.store.ThreadRepository;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The threads in a database. */
final class JdbcThreadRepository implements ThreadRepository {

    private final SqlDatabase database;
    private final StoreRules rules;

    JdbcThreadRepository(SqlDatabase database, StoreRules rules) {
        this.database = database;
        this.rules = rules;
    }

    @Override
    public Optional<StoredThread> find(ThreadKey thread) {
        return database.read(db -> ThreadRow.find(db, thread)).map(ThreadRow::stored);
    }

    @Override
    public Optional<ThreadWithItems> read(ThreadKey thread, int limit, int before, Store.LoadBudget budget) {
        record ThreadTexts(StoredThread thread, int first, List<ItemText> items) {}
        return database.read(db -> {
                    Optional<ThreadRow> row = ThreadRow.find(db, thread);
                    if (row.isEmpty()) {
                        return Optional.<ThreadTexts>empty();
                    }
                    StoredThread stored = row.get().stored();
                    int last = Math.clamp(before - 1L, 0, stored.itemCount());
                    int first = Math.max(0, last - limit);
                    return Optional.of(new ThreadTexts(stored, first, row.get().items(db, first, last, budget)));
                })
                .map(read -> new ThreadWithItems(read.thread(), read.first() + 1, ItemText.read(read.items())));
    }

    @Override
    public Store.Page<StoredThread> list(ThreadQuery query) {
        return database.read(db -> PageQuery.threads(db, query));
    }

    @Override
    public Store.DeletionResult delete(ThreadKey thread) {
        return database.write(db -> {
            CallerByteChanges bytes = new CallerByteChanges();
            Store.DeletionResult deletionResult = Deletions.deleteThread(db, thread, bytes);
            bytes.write(db, rules.callerBytes());
            return deletionResult;
        });
    }

    @Override
    public Optional<ThreadWithItems> fork(
            ThreadKey thread, @Nullable Integer afterItem, ThreadKey fork, Store.LoadBudget budget) {
        Optional<ThreadFork.Source> source = database.read(db -> ThreadFork.read(db, thread, afterItem, fork, budget));
        if (source.isEmpty()) {
            return Optional.empty();
        }
        // Slow work on many items is done before the transaction that writes, because SQLite has only one writer.
        List<ItemText> texts = source.get().items();
        List<ThreadItem> all = ItemText.read(texts);
        List<ThreadItem> items = StoreRules.forkedItems(afterItem, all);
        List<ItemText> forked = items.size() == all.size() ? texts : ItemText.of(items);
        ThreadFork forking = new ThreadFork(source.get(), fork, forked, rules);
        forking.checkRoom();
        return Optional.of(new ThreadWithItems(database.write(forking::write), 1, items));
    }
}
