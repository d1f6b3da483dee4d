package io.agencyswarm.store.jdbc;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.store.Admitted;
import io.agencyswarm.store.StoredThread;
import io.agencyswarm.store.ThreadKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes threads that begin with what others have. */
final class Forking {

    private static final String FILL = """
            UPDATE threads SET list_id = ?, item_count = ?, bytes = ?, title = ?, title_key = ?, named = ?, version = 1
            WHERE id = ?
            """;

    private Forking() {}

    /**
     * As {@link io.agencyswarm.store.StoredThreads#fork}.
     *
     * @param mostBytes what the fork's caller may hold
     */
    static Optional<StoredThread> fork(
            SqlSession db, ThreadKey key, @Nullable Integer afterItem, ThreadKey fork, long mostBytes)
            throws SQLException {
        Optional<ThreadRow> found = ThreadRow.find(db, key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ThreadRow source = found.get();
        int count = source.stored().itemCount();
        if (afterItem != null && (afterItem < 0 || afterItem > count)) {
            return Optional.empty();
        }
        List<ItemText> items = items(db, source, afterItem == null ? count : afterItem);
        if (!ThreadRow.create(db, fork)) {
            throw new AgencyException(
                    ErrorCode.CONFLICT, "There is a thread \"" + fork.threadId() + "\" already. Choose another id.");
        }
        ThreadRow made = ThreadRow.lock(db, fork).orElseThrow();
        fill(db, made, source, items);
        CallerBytes bytes = new CallerBytes();
        bytes.add(made.caller(), ItemText.bytes(items));
        if (!bytes.write(db, mostBytes)) {
            throw new AgencyException(ErrorCode.TOO_MANY, new Admitted.CallerFull(mostBytes).message());
        }
        return ThreadRow.find(db, fork).map(ThreadRow::stored);
    }

    private static List<ItemText> items(SqlSession db, ThreadRow source, int count) throws SQLException {
        List<String> texts = ItemRows.read(db, source.list(), 0, count);
        return ItemText.of(new Conversation(ItemText.read(texts)).first(count).items());
    }

    private static void fill(SqlSession db, ThreadRow made, ThreadRow source, List<ItemText> items)
            throws SQLException {
        // A list is named by the run that began it. No run has a number below zero.
        long list = -made.id();
        ItemRows.append(db, list, 0, items);
        String title = source.stored().title();
        db.update(
                FILL,
                list,
                items.size(),
                ItemText.bytes(items),
                StoredText.of(title),
                StoredText.searchable(title),
                source.named(),
                made.id());
    }
}
