package io.agencyswarm.store.jdbc;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads that begin with what others have. What takes long with many items is done before the transaction that
 * writes: SQLite has one writer only.
 */
final class Forking {

    private static final String COPY = """
            INSERT INTO items (list_id, no, bytes, json)
            SELECT ?, no, bytes, json FROM items WHERE list_id = ? AND no <= ?
            """;
    private static final String FILL = """
            UPDATE threads SET list_id = ?, item_count = ?, bytes = ?, title = ?, title_key = ?, named = ?, version = 1
            WHERE id = ?
            """;

    private Forking() {}

    /**
     * What is forked.
     *
     * @param count how many items are taken
     * @param bytes their size
     * @param texts these items, null where none of them can be parted from its output, because all are taken
     * @param held the bytes that the fork's caller holds
     */
    record ForkSource(
            ThreadRow thread,
            int count,
            long bytes,
            @Nullable List<String> texts,
            long held) {

        /** The thread, if it has so many items. */
        static Optional<ForkSource> read(SqlSession db, ThreadKey key, @Nullable Integer afterItem, ThreadKey fork)
                throws SQLException {
            Optional<ThreadRow> found = ThreadRow.find(db, key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            ThreadRow thread = found.get();
            int all = thread.stored().itemCount();
            int count = afterItem == null ? all : afterItem;
            if (count < 0 || count > all) {
                return Optional.empty();
            }
            long held = new CallerBytes().held(db, StoredText.caller(fork.principal()));
            if (afterItem == null) {
                return Optional.of(new ForkSource(thread, count, thread.stored().bytes(), null, held));
            }
            List<String> texts = ItemRows.read(db, thread.list(), 0, count);
            return Optional.of(new ForkSource(thread, count, ItemRows.bytes(db, thread.list(), count), texts, held));
        }

        /**
         * What the fork gets.
         *
         * @throws AgencyException if its caller would hold more than {@code mostBytes}
         */
        Plan plan(long mostBytes) {
            Plan plan = new Plan(thread, count, bytes, null);
            if (texts != null) {
                List<ThreadItem> items =
                        new Conversation(ItemText.read(texts)).first(count).items();
                if (items.size() < count) {
                    List<ItemText> rest = ItemText.of(items);
                    plan = new Plan(thread, rest.size(), ItemText.bytes(rest), rest);
                }
            }
            if (plan.bytes() > 0 && held + plan.bytes() > mostBytes) {
                throw callerFull(mostBytes);
            }
            return plan;
        }
    }

    /**
     * What a fork gets of a thread.
     *
     * @param items its items, null for copies of the first ones of the thread
     */
    record Plan(
            ThreadRow source,
            int count,
            long bytes,
            @Nullable List<ItemText> items) {}

    /**
     * Makes the fork.
     *
     * @param mostBytes what the fork's caller may hold
     * @return empty where the thread was deleted, or has begun anew, since the plan was made
     */
    static Optional<StoredThread> write(SqlSession db, Plan plan, ThreadKey fork, long mostBytes) throws SQLException {
        ThreadRow source = plan.source();
        // Items are only added to a list, so that it still begins as it did.
        Optional<ThreadRow> now = ThreadRow.find(db, source.stored().key());
        if (now.isEmpty() || now.get().list() != source.list()) {
            return Optional.empty();
        }
        if (!ThreadRow.create(db, fork)) {
            throw new AgencyException(
                    ErrorCode.CONFLICT, "There is a thread \"" + fork.threadId() + "\" already. Choose another id.");
        }
        ThreadRow made = ThreadRow.lock(db, fork).orElseThrow();
        fill(db, made, plan);
        CallerBytes bytes = new CallerBytes();
        bytes.add(made.caller(), plan.bytes());
        if (!bytes.write(db, mostBytes)) {
            throw callerFull(mostBytes);
        }
        return ThreadRow.find(db, fork).map(ThreadRow::stored);
    }

    private static AgencyException callerFull(long mostBytes) {
        return new AgencyException(ErrorCode.TOO_MANY, new AdmissionResult.CallerFull(mostBytes).message());
    }

    private static void fill(SqlSession db, ThreadRow made, Plan plan) throws SQLException {
        // A list is named by the run that began it. No run has a number below zero.
        long list = -made.id();
        ThreadRow source = plan.source();
        if (plan.items() != null) {
            ItemRows.append(db, list, 0, plan.items());
        } else if (db.update(COPY, list, source.list(), plan.count()) != plan.count()) {
            throw new SQLException("The thread was deleted in between.", "40001");
        }
        String title = source.stored().title();
        db.update(
                FILL,
                list,
                plan.count(),
                plan.bytes(),
                StoredText.of(title),
                StoredText.searchable(title),
                source.named(),
                made.id());
    }
}
