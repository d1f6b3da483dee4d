package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoredThread;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Updates of a thread's row by its runs. */
final class ThreadUpdates {

    private static final String UPDATED = "version = version + 1, updated_at = now_ms(), touch = next_touch()";
    private static final String BEGIN = "UPDATE threads SET " + UPDATED
            + ", list_id = ?, item_count = ?, bytes = ?, title = ?, title_key = ?, live_run = ? WHERE id = ?";
    private static final String OCCUPY = "UPDATE threads SET " + UPDATED + ", live_run = ? WHERE id = ?";
    private static final String ADVANCE = "UPDATE threads SET " + UPDATED
            + ", item_count = item_count + ?, bytes = bytes + ? WHERE id = ? AND live_run = ?";
    private static final String TITLE = "UPDATE threads SET title = ?, title_key = ? WHERE id = ? AND title = ''";
    private static final String END = "UPDATE threads SET " + UPDATED
            + ", item_count = item_count + ?, bytes = bytes + ?, live_run = NULL WHERE id = ? AND live_run = ?";
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
        String runId = StoredText.of(insert.run().runId());
        if (place == null) {
            db.update(OCCUPY, runId, thread.id());
            return;
        }
        String title = title(thread, insert, place);
        db.update(
                BEGIN,
                listId,
                place.last(),
                place.bytes() + place.addedBytes(),
                StoredText.of(title),
                StoredText.searchable(title),
                runId,
                thread.id());
    }

    /** Counts the items of a turn; returns false if the run is not the live one. */
    static boolean advance(SqlSession db, long thread, String runId, List<ItemText> items) throws SQLException {
        return db.update(ADVANCE, items.size(), ItemText.bytes(items), thread, StoredText.of(runId)) == 1;
    }

    /** Counts the last items of a run and clears the live run; returns false if the run is not the live one. */
    static boolean end(SqlSession db, long thread, String runId, List<ItemText> items) throws SQLException {
        return db.update(END, items.size(), ItemText.bytes(items), thread, StoredText.of(runId)) == 1;
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
