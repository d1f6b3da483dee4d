package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.StoredThread;
import java.sql.SQLException;
import java.util.List;

/** Updates of a thread's row by its runs. */
final class ThreadUpdates {

    private static final String SET_TITLE_IF_EMPTY =
            "UPDATE threads SET title = ?, searched_title = ? WHERE id = ? AND title = ''";
    private static final String SET_CHAT_NAME =
            "UPDATE threads SET title = ?, searched_title = ?, has_chat_name = 1 WHERE id = ?";

    private ThreadUpdates() {}

    /**
     * Makes a starting run the live one, and counts the items that it appends.
     *
     * @param listId the list to which its items were appended
     */
    static void begin(SqlSession db, ThreadRow thread, SerializedRun run, OpeningItems opening, long listId)
            throws SQLException {
        Columns columns = updated().set("live_run", StoredText.of(run.newRun().runId()));
        if (opening.isInThread()) {
            String title = title(thread, run, opening);
            columns.set("list_id", listId)
                    .set("item_count", opening.last())
                    .set("bytes", opening.bytes() + opening.appendedBytes())
                    .set("title", StoredText.of(title))
                    .set("searched_title", StoredText.searchable(title));
        }
        db.update(columns.update("threads") + " WHERE id = ?", columns.values(thread.id()));
    }

    /** Counts the items of a turn; returns false if the run is not the live one. */
    static boolean advance(SqlSession db, long thread, String runId, List<ItemText> items) throws SQLException {
        return updateByLiveRun(db, thread, runId, addTo(updated(), items));
    }

    /** Counts the last items of a run and clears the live run; returns false if the run is not the live one. */
    static boolean end(SqlSession db, long thread, String runId, List<ItemText> items) throws SQLException {
        return updateByLiveRun(db, thread, runId, addTo(updated(), items).setTo("live_run", "NULL"));
    }

    private static Columns updated() {
        return new Columns()
                .setTo("version", "version + 1")
                .setTo("updated_at", "now_ms()")
                .setTo("touch", "next_touch()");
    }

    private static Columns addTo(Columns columns, List<ItemText> items) {
        return columns.setTo("item_count", "item_count + ?", items.size())
                .setTo("bytes", "bytes + ?", ItemText.bytes(items));
    }

    private static boolean updateByLiveRun(SqlSession db, long thread, String runId, Columns columns)
            throws SQLException {
        String sql = columns.update("threads") + " WHERE id = ? AND live_run = ?";
        return db.update(sql, columns.values(thread, StoredText.of(runId))) == 1;
    }

    /** Gives the thread a title from its items, if it has none. */
    static void setTitleIfEmpty(SqlSession db, long thread, String title) throws SQLException {
        if (!title.isEmpty()) {
            db.update(SET_TITLE_IF_EMPTY, StoredText.of(title), StoredText.searchable(title), thread);
        }
    }

    /** Gives the thread the chat name of a run as its title. */
    static void setChatName(SqlSession db, long thread, String title) throws SQLException {
        db.update(SET_CHAT_NAME, StoredText.of(title), StoredText.searchable(title), thread);
    }

    private static String title(ThreadRow thread, SerializedRun run, OpeningItems opening) {
        boolean isNew = opening.listId() == null;
        if (thread.hasChatName() || (!isNew && !thread.stored().title().isEmpty())) {
            return thread.stored().title();
        }
        // The new items of the thread are the last ones that the client sent.
        List<ThreadItem> sent = run.allItems();
        return StoredThread.titleOf(
                sent.subList(sent.size() - opening.appended().size(), sent.size()));
    }
}
