package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoredThread;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Updates of a thread's row by its runs. */
final class ThreadUpdates {

    private static final String TITLE = "UPDATE threads SET title = ?, title_key = ? WHERE id = ? AND title = ''";
    private static final String NAME = "UPDATE threads SET title = ?, title_key = ?, named = 1 WHERE id = ?";

    private ThreadUpdates() {}

    /**
     * Makes a starting run the live one, and counts the items that it appends.
     *
     * @param place where its items were appended; null if they are stored elsewhere
     * @param listId the list of the place
     */
    static void begin(SqlSession db, ThreadRow thread, RunInsert insert, @Nullable ItemPlace place, long listId)
            throws SQLException {
        Columns columns = updated().set("live_run", StoredText.of(insert.run().runId()));
        if (place != null) {
            String title = title(thread, insert, place);
            columns.set("list_id", listId)
                    .set("item_count", place.last())
                    .set("bytes", place.bytes() + place.addedBytes())
                    .set("title", StoredText.of(title))
                    .set("title_key", StoredText.searchable(title));
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
            db.update(TITLE, StoredText.of(title), StoredText.searchable(title), thread);
        }
    }

    /** Gives the thread the title of a run. */
    static void name(SqlSession db, long thread, String title) throws SQLException {
        db.update(NAME, StoredText.of(title), StoredText.searchable(title), thread);
    }

    private static String title(ThreadRow thread, RunInsert insert, ItemPlace place) {
        boolean isNew = place.listId() == null;
        if (thread.hasChatName() || (!isNew && !thread.stored().title().isEmpty())) {
            return thread.stored().title();
        }
        // The new items of the thread are the last ones that the client sent.
        int existing = insert.all().size() - place.added().size();
        return StoredThread.titleOf(
                insert.allItems().subList(existing, insert.allItems().size()));
    }
}
