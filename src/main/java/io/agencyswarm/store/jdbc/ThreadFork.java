package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Creates a thread that begins with items of another one, as they were when {@link #read} read them: the items of a
 * list never change, so it does not matter what has happened to the other thread since.
 */
final class ThreadFork {

    private final Source source;
    private final ThreadKey fork;
    private final List<ItemText> items;
    private final long bytes;
    private final StoreRules rules;

    /** Creates a fork that is to be written. */
    ThreadFork(Source source, ThreadKey fork, List<ItemText> items, StoreRules rules) {
        this.source = source;
        this.fork = fork;
        this.items = items;
        this.bytes = ItemText.bytes(items);
        this.rules = rules;
    }

    /**
     * The thread to fork.
     *
     * @param items its first items
     * @param callerBytes the bytes that the fork's caller holds
     */
    record Source(ThreadRow thread, List<ItemText> items, long callerBytes) {}

    /**
     * Reads the thread to fork; empty if it does not exist.
     *
     * @param afterItem as in {@link StoreRules#forkedCount}
     */
    static Optional<Source> read(
            SqlSession db, ThreadKey key, @Nullable Integer afterItem, ThreadKey fork, Store.LoadBudget budget)
            throws SQLException {
        Optional<ThreadRow> thread = ThreadRow.find(db, key);
        if (thread.isEmpty()) {
            return Optional.empty();
        }
        int count = StoreRules.forkedCount(afterItem, thread.get().stored().itemCount());
        List<ItemText> items = thread.get().items(db, 0, count, budget);
        return Optional.of(new Source(
                thread.get(), items, new CallerByteChanges().total(db, StoredText.caller(fork.principal()))));
    }

    /**
     * Refuses the fork before a transaction writes it.
     *
     * @throws io.agencyswarm.error.AgencyException if its caller would hold too much
     */
    void checkRoom() {
        rules.checkRoom(bytes, OptionalLong.empty(), source::callerBytes).ifPresent(full -> {
            throw full.exception();
        });
    }

    /**
     * Creates the thread.
     *
     * @throws io.agencyswarm.error.AgencyException if there is one with its key, or its caller holds too much
     */
    StoredThread write(SqlSession db) throws SQLException {
        if (!ThreadRow.create(db, fork)) {
            throw fork.takenException();
        }
        ThreadRow created = ThreadRow.lock(db, fork).orElseThrow();
        long listId = ItemRows.createList(db);
        ItemRows.append(db, listId, 0, items);
        String title = source.thread().stored().title();
        Columns columns = new Columns()
                .set("list_id", listId)
                .set("item_count", items.size())
                .set("bytes", bytes)
                .set("title", StoredText.of(title))
                .set("searched_title", StoredText.searchable(title))
                .set("has_chat_name", source.thread().hasChatName())
                .set("version", 1);
        db.update(columns.update("threads") + " WHERE id = ?", columns.values(created.id()));
        CallerByteChanges change = new CallerByteChanges();
        change.add(created.caller(), bytes);
        if (!change.write(db, rules.callerBytes())) {
            throw new AdmissionResult.CallerFull(rules.callerBytes()).exception();
        }
        return ThreadRow.find(db, fork).map(ThreadRow::stored).orElseThrow();
    }
}
