package io.agencyswarm.store.jdbc;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.NewRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be stored, with its items in their stored form: they are serialized on the thread that calls the
 * store, not on the database's.
 *
 * @param history the earlier conversation that the client sent; null if it sent none
 * @param items the user's message
 * @param comparison the result of comparing the history with the thread before the transaction; null if it was not
 *     compared
 */
record SerializedRun(
        NewRun newRun,
        @Nullable List<ItemText> history,
        List<ItemText> items,
        @Nullable JdbcHistoryComparison comparison) {

    /** Serializes the run's items. */
    static SerializedRun of(NewRun newRun) {
        List<ThreadItem> history = newRun.history();
        return new SerializedRun(
                newRun, history == null ? null : ItemText.of(history), ItemText.of(newRun.items()), null);
    }

    /** Returns a copy with the result of comparing its history. */
    SerializedRun withComparison(Optional<JdbcHistoryComparison> compared) {
        return new SerializedRun(newRun, history, items, compared.orElse(null));
    }

    /** Returns the stored name of the run's caller. */
    String caller() {
        return StoredText.caller(newRun.principal());
    }

    /** Returns history and items. */
    List<ItemText> all() {
        List<ItemText> all = new ArrayList<>(history == null ? List.of() : history);
        all.addAll(items);
        return all;
    }

    /** Returns the items of {@link #all} before serialization. */
    List<ThreadItem> allItems() {
        List<ThreadItem> all = new ArrayList<>();
        if (newRun.history() != null) {
            all.addAll(newRun.history());
        }
        all.addAll(newRun.items());
        return all;
    }
}
