package io.agencyswarm.store;

import io.agencyswarm.item.Json;
import io.agencyswarm.item.ThreadItem;
import java.util.List;

/**
 * Items that are about to be appended, as JSON. Writing them takes long enough to be done without a lock.
 *
 * @param title what they give a thread without a title as its title, empty for none
 */
record ItemBatch(List<byte[]> items, String title) {

    /** No items. */
    static final ItemBatch EMPTY = new ItemBatch(List.of(), "");

    static ItemBatch of(List<ThreadItem> items) {
        return new ItemBatch(
                items.stream().map(item -> Json.bytes(item.toJson())).toList(), StoredThread.titleOf(items));
    }

    /** The bytes that count against what a thread and a caller may hold. */
    long bytes() {
        return items.stream().mapToLong(json -> json.length).sum();
    }

    /** The bytes of memory that they take. */
    long weight() {
        return bytes() + (long) StoredItem.OVERHEAD * items.size();
    }
}
