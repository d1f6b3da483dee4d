package io.agencyswarm.store.jdbc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a run that begins go.
 *
 * @param list the list, null for a new one, which gets the number of the run's row
 * @param size how many items the list has
 * @param bytes their size
 * @param added what is appended: what the client says of the history and the thread does not have, and what the user says
 * @param ofRun how many of these are the run's own
 */
record ItemPlace(@Nullable Long list, int size, long bytes, List<ItemText> added, int ofRun) {

    /** For the run alone. */
    static ItemPlace ofItsOwn(RunInsert run) {
        return new ItemPlace(null, 0, 0, run.items(), run.items().size());
    }

    /**
     * In the run's thread: behind its items, or in place of them where the client's history does not begin with them.
     */
    static ItemPlace in(SqlSession db, ThreadRow thread, RunInsert run) throws SQLException {
        List<ItemText> history = run.history();
        int count = thread.stored().itemCount();
        if (thread.list() == 0 || (history != null && !begins(db, thread, history))) {
            return new ItemPlace(null, 0, 0, run.all(), run.items().size());
        }
        List<ItemText> added = history == null
                ? run.items()
                : run.all().subList(count, run.all().size());
        return new ItemPlace(
                thread.list(),
                count,
                thread.stored().bytes(),
                added,
                run.items().size());
    }

    /** The number of the last item before the run's own. */
    int first() {
        return last() - ofRun;
    }

    /** The number of the last item. */
    int last() {
        return size + added.size();
    }

    /** The bytes that are appended. */
    long addedBytes() {
        return ItemText.bytes(added);
    }

    private static boolean begins(SqlSession db, ThreadRow thread, List<ItemText> history) throws SQLException {
        int count = thread.stored().itemCount();
        if (count > history.size()) {
            return false;
        }
        List<String> stored = ItemRows.read(db, thread.list(), 0, count);
        for (int i = 0; i < count; i++) {
            if (!isSame(stored.get(i), history.get(i).json())) {
                return false;
            }
        }
        return true;
    }

    /** Clients may write the fields of an object in any order. */
    private static boolean isSame(String one, String other) {
        return one.equals(other) || (one.length() == other.length() && tree(one).equals(tree(other)));
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) Json.readOwn(json.getBytes(StandardCharsets.UTF_8));
    }
}
