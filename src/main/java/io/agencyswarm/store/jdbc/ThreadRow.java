package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row of a thread, with the statements that find it.
 *
 * @param id the row's number
 * @param caller the stored name of the thread's caller
 * @param listId the list with the thread's items; null before its first one
 * @param hasChatName whether a run gave it its title
 * @param stored the part that the store's users see
 */
record ThreadRow(long id, String caller, @Nullable Long listId, boolean hasChatName, StoredThread stored) {

    /** The columns that {@link #read} needs. */
    static final String COLUMNS =
            "id, caller, list_id, has_chat_name, agency, thread_id, principal, title, created_at, updated_at,"
                    + " item_count, bytes, version, live_run";

    private static final String FIND = "SELECT " + COLUMNS
            + " FROM threads WHERE agency = ? AND thread_id = ? AND caller = ? AND deleted_at IS NULL";
    private static final String FIND_BY_ID = "SELECT " + COLUMNS + " FROM threads WHERE id = ? AND deleted_at IS NULL";
    private static final String WAITING = "SELECT run_id FROM runs WHERE thread = ? AND status = 'queued' ORDER BY seq";
    private static final String NEXT = WAITING + " LIMIT 1";

    /** Reads the current row of a result. */
    static ThreadRow read(ResultSet row) throws SQLException {
        ThreadKey key = new ThreadKey(
                row.getString("agency"),
                StoredText.read(row.getString("thread_id")),
                StoredText.readNullable(row.getString("principal")));
        StoredThread stored = new StoredThread(
                key,
                StoredText.read(row.getString("title")),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                row.getInt("item_count"),
                row.getLong("bytes"),
                row.getLong("version"),
                StoredText.readNullable(row.getString("live_run")));
        return new ThreadRow(
                row.getLong("id"),
                row.getString("caller"),
                RunRow.longOrNull(row, "list_id"),
                row.getInt("has_chat_name") == 1,
                stored);
    }

    /** Finds the thread without a lock. */
    static Optional<ThreadRow> find(SqlSession db, ThreadKey key) throws SQLException {
        return find(db, FIND, key);
    }

    /** Finds and locks the thread: no other transaction changes it before this one has ended. */
    static Optional<ThreadRow> lock(SqlSession db, ThreadKey key) throws SQLException {
        return find(db, db.dialect().locking(FIND), key);
    }

    /** Finds and locks the thread with this number. */
    static Optional<ThreadRow> lock(SqlSession db, long id) throws SQLException {
        return db.row(db.dialect().locking(FIND_BY_ID), ThreadRow::read, id);
    }

    /** Finds and locks the thread; creates it if it does not exist. */
    static ThreadRow lockOrCreate(SqlSession db, ThreadKey key) throws SQLException {
        Optional<ThreadRow> existing = lock(db, key);
        if (existing.isEmpty()) {
            create(db, key);
            existing = lock(db, key);
        }
        return existing.orElseThrow(() -> new RepeatTransactionException("The thread was deleted meanwhile."));
    }

    /** Creates an empty thread; returns false if it exists. */
    static boolean create(SqlSession db, ThreadKey key) throws SQLException {
        Columns row = new Columns()
                .set("agency", key.agency())
                .set("thread_id", StoredText.of(key.threadId()))
                .set("caller", StoredText.caller(key.principal()))
                .set("principal", StoredText.ofNullable(key.principal()))
                .set("title", "")
                .set("searched_title", "")
                .set("has_chat_name", false)
                .setTo("created_at", "now_ms()")
                .setTo("updated_at", "now_ms()")
                .setTo("touch", "next_touch()")
                .set("item_count", 0)
                .set("bytes", 0L)
                .set("version", 0L);
        String sql = row.insertInto("threads")
                + " ON CONFLICT (agency, thread_id, caller) WHERE deleted_at IS NULL DO NOTHING";
        return db.update(sql, row.values()) == 1;
    }

    /**
     * Returns the list with the thread's items.
     *
     * @throws NullPointerException if the thread never had an item
     */
    long requireListId() {
        return Objects.requireNonNull(listId);
    }

    /**
     * Reads the thread's items after number {@code first}, up to and including number {@code last}, as they were when
     * this row was read.
     *
     * @throws RepeatTransactionException if they were replaced and deleted meanwhile
     */
    List<ItemText> items(SqlSession db, int first, int last, Store.LoadBudget budget) throws SQLException {
        if (first == last) {
            return List.of();
        }
        boolean isAll = first == 0 && last == stored.itemCount();
        budget.reserve(isAll ? stored.bytes() : ItemRows.bytes(db, requireListId(), first, last));
        List<ItemText> items = ItemRows.read(db, requireListId(), first, last);
        if (items.size() < last - first) {
            throw new RepeatTransactionException("The thread's items were deleted meanwhile.");
        }
        return items;
    }

    /** Reads which runs of the thread have not ended. */
    StoreRules.ThreadState state(SqlSession db) throws SQLException {
        return new StoreRules.ThreadState(
                stored.liveRunId(), db.rows(WAITING, row -> StoredText.read(row.getString(1)), id));
    }

    /** Reads the first run that waits; empty if a run is live. */
    Optional<String> next(SqlSession db) throws SQLException {
        return stored.liveRunId() == null
                ? db.row(NEXT, row -> StoredText.read(row.getString(1)), id)
                : Optional.empty();
    }

    /** Reads whether no run adds to it or waits for it. */
    boolean isIdle(SqlSession db) throws SQLException {
        return stored.liveRunId() == null && next(db).isEmpty();
    }

    private static Optional<ThreadRow> find(SqlSession db, String sql, ThreadKey key) throws SQLException {
        return db.row(
                sql, ThreadRow::read, key.agency(), StoredText.of(key.threadId()), StoredText.caller(key.principal()));
    }
}
