package io.agencyswarm.store.memory;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of comparing a client's history with the items of its thread. Both may be long, so they are compared
 * without the lock; the result is valid as long as the thread has the same items.
 *
 * @param list the list that was compared; null if there was no thread
 * @param itemCount how many items it had
 * @param continuesThread whether the history begins with them
 */
record MemoryHistoryComparison(@Nullable MemoryItemList list, int itemCount, boolean continuesThread) {

    /** For a thread that does not exist. */
    static final MemoryHistoryComparison NONE = new MemoryHistoryComparison(null, 0, true);

    /** Compares a history with a copy of the list's items. */
    static MemoryHistoryComparison of(MemoryItemList list, List<byte[]> items, List<ThreadItem> history) {
        boolean continuesThread = history.size() >= items.size();
        for (int i = 0; continuesThread && i < items.size(); i++) {
            // The fields of an object may be in another order, and a number in another notation.
            continuesThread =
                    Arrays.equals(items.get(i), Json.bytes(history.get(i).toJson()))
                            || MemoryItemList.parse(items.get(i)).equals(history.get(i));
        }
        return new MemoryHistoryComparison(list, items.size(), continuesThread);
    }

    /** Returns whether the result is still valid for this thread; null if there is none. */
    boolean isOf(@Nullable MemoryThread thread) {
        return thread == null ? list == null : thread.list == list && thread.list.size() == itemCount;
    }
}
