package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Creates threads that begin with the items of others. Slow work on many items is done before the transaction that
 * writes, because SQLite has only one writer.
 */
final class Forking {

    private static final String COPY = """
            INSERT INTO items (list_id, no, bytes, json)
            SELECT ?, no, bytes, json FROM items WHERE list_id = ? AND no <= ?
            """;

    private Forking() {}

    /**
     * The thread to fork.
     *
     * @param count how many items are taken
     * @param bytes their size
     * @param texts these items; null if all are taken, because then no call is separated from its output
     * @param callerBytes the bytes that the fork's caller holds
     */
    record ForkSource(
            ThreadRow thread,
            int count,
            long bytes,
            @Nullable List<String> texts,
            long callerBytes) {

        /** Reads the thread; empty if it does not exist or has fewer items. */
        static Optional<ForkSource> read(SqlSession db, ThreadKey key, @Nullable Integer afterItem, ThreadKey fork)
                throws SQLException {
            Optional<ThreadRow> row = ThreadRow.find(db, key);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            ThreadRow thread = row.get();
            int itemCount = thread.stored().itemCount();
            int count = afterItem == null ? itemCount : afterItem;
            if (count < 0 || count > itemCount) {
                return Optional.empty();
            }
            long callerBytes = new CallerBytes().total(db, StoredText.caller(fork.principal()));
            if (afterItem == null) {
                return Optional.of(new ForkSource(thread, count, thread.stored().bytes(), null, callerBytes));
            }
            List<String> texts = ItemRows.read(db, thread.listId(), 0, count);
            return Optional.of(
                    new ForkSource(thread, count, ItemRows.bytes(db, thread.listId(), count), texts, callerBytes));
        }

        /**
         * Returns what the fork gets.
         *
         * @throws io.agencyswarm.error.AgencyException if its caller would hold too much
         */
        Plan plan(StoreRules rules) {
            Plan plan = new Plan(thread, count, bytes, null);
            if (texts != null) {
                List<ThreadItem> items =
                        new Conversation(ItemText.read(texts)).first(count).items();
                if (items.size() < count) {
                    List<ItemText> copiedItems = ItemText.of(items);
                    plan = new Plan(thread, copiedItems.size(), ItemText.bytes(copiedItems), copiedItems);
                }
            }
            rules.checkRoom(plan.bytes(), OptionalLong.empty(), () -> callerBytes)
                    .ifPresent(full -> {
                        throw full.exception();
                    });
            return plan;
        }
    }

    /**
     * The part of a thread that a fork gets.
     *
     * @param items its items; null to copy the first ones of the thread
     */
    record Plan(
            ThreadRow source,
            int count,
            long bytes,
            @Nullable List<ItemText> items) {}

    /**
     * Creates the fork.
     *
     * @param maxBytes the limit of the fork's caller
     * @return empty if the thread was deleted, or its items were replaced, since the plan was made
     */
    static Optional<StoredThread> write(SqlSession db, Plan plan, ThreadKey fork, long maxBytes) throws SQLException {
        ThreadRow source = plan.source();
        // Items are only appended to a list, so it still begins with the same ones.
        Optional<ThreadRow> current = ThreadRow.find(db, source.stored().key());
        if (current.isEmpty() || current.get().listId() != source.listId()) {
            return Optional.empty();
        }
        if (!ThreadRow.create(db, fork)) {
            throw fork.takenException();
        }
        ThreadRow created = ThreadRow.lock(db, fork).orElseThrow();
        fill(db, created, plan);
        CallerBytes bytes = new CallerBytes();
        bytes.add(created.caller(), plan.bytes());
        if (!bytes.write(db, maxBytes)) {
            throw new AdmissionResult.CallerFull(maxBytes).exception();
        }
        return ThreadRow.find(db, fork).map(ThreadRow::stored);
    }

    private static void fill(SqlSession db, ThreadRow created, Plan plan) throws SQLException {
        // A list has the number of the run that created it, which is never negative.
        long listId = -created.id();
        ThreadRow source = plan.source();
        if (plan.items() != null) {
            ItemRows.append(db, listId, 0, plan.items());
        } else if (db.update(COPY, listId, source.listId(), plan.count()) != plan.count()) {
            throw new SQLException("The thread was deleted meanwhile.", "40001");
        }
        String title = source.stored().title();
        Columns columns = new Columns()
                .set("list_id", listId)
                .set("item_count", plan.count())
                .set("bytes", plan.bytes())
                .set("title", StoredText.of(title))
                .set("title_key", StoredText.searchable(title))
                .set("named", source.hasChatName())
                .set("version", 1);
        db.update(columns.update("threads") + " WHERE id = ?", columns.values(created.id()));
    }
}
