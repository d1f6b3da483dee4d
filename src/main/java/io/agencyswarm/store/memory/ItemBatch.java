package io.agencyswarm.store.memory;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import io.agencyswarm.store.StoredThread;
import java.util.List;

/**
 * Items to append, as JSON. Serializing them takes long, so it is done without a lock.
 *
 * @param title the title that they give to a thread without one; empty for none
 */
record ItemBatch(List<byte[]> items, String title) {

    /** No items. */
    static final ItemBatch EMPTY = new ItemBatch(List.of(), "");

    static ItemBatch of(List<ThreadItem> items) {
        return new ItemBatch(
                items.stream().map(item -> Json.bytes(item.toJson())).toList(), StoredThread.titleOf(items));
    }

    /** Returns the bytes that count against the limits of a thread and a caller. */
    long bytes() {
        return MemoryItemList.bytes(items);
    }

    /** Returns the memory that the items take, in bytes. */
    long weight() {
        return bytes() + (long) MemoryItemList.ITEM_OVERHEAD * items.size();
    }
}
