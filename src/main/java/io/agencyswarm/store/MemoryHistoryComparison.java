package io.agencyswarm.store;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a client's history that a thread holds already. Reading a long thread takes long, so it is done without
 * the lock; the result is valid as long as the thread has not changed.
 *
 * @param thread the thread that was read; null if there was none
 * @param generation the generation that was read
 * @param itemCount how many items it had
 * @param continuesThread whether the history begins with them
 */
record MemoryHistoryComparison(@Nullable MemoryThread thread, int generation, int itemCount, boolean continuesThread) {

    /** For a client that sends no history, and for a thread that does not exist. */
    static final MemoryHistoryComparison NONE = new MemoryHistoryComparison(null, 0, 0, true);

    /** Compares a history with the items of a thread. */
    static MemoryHistoryComparison of(
            MemoryThread thread, int generation, List<byte[]> items, List<ThreadItem> history) {
        boolean continuesThread = history.size() >= items.size();
        for (int i = 0; continuesThread && i < items.size(); i++) {
            // The fields of an object may be in another order, and a number in another notation.
            continuesThread =
                    Arrays.equals(items.get(i), Json.bytes(history.get(i).toJson()))
                            || StoredItem.read(items.get(i)).equals(history.get(i));
        }
        return new MemoryHistoryComparison(thread, generation, items.size(), continuesThread);
    }

    /** Returns whether the result is still valid for this thread. */
    boolean isOf(@Nullable MemoryThread other) {
        return other == thread
                && (other == null || (other.generation == generation && other.items.size() == itemCount));
    }
}
