package io.agencyswarm.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.item.ThreadItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item in memory: as JSON, because a tree takes up to a hundred times as much. A thread and the run that said it hold
 * the same one; it goes when both have let it go. Guarded by the lock of its store.
 */
final class StoredItem {

    /** What an item takes beside its JSON: this object, the array's head, and its places in two lists. */
    static final int OVERHEAD = 96;

    private final byte[] json;
    private final @Nullable String caller;
    private int holders;

    /**
     * An item that nobody holds yet.
     *
     * @param caller whose bytes it counts to, null for those without a name
     */
    StoredItem(byte[] json, @Nullable String caller) {
        this.json = json;
        this.caller = caller;
    }

    /** Reads items, which takes long enough to be done after the lock is given back. */
    static List<ThreadItem> read(List<byte[]> items) {
        return items.stream().map(StoredItem::read).toList();
    }

    static ThreadItem read(byte[] json) {
        return ThreadItem.of((ObjectNode) Json.readOwn(json))
                .orElseThrow(() -> new IllegalStateException("the store holds what is no item"));
    }

    byte[] json() {
        return json;
    }

    int bytes() {
        return json.length;
    }

    /** Counts one more holder; the first one charges the item. */
    void hold(MemoryBudget budget) {
        if (holders++ == 0) {
            budget.charge(caller, json.length, json.length + (long) OVERHEAD);
        }
    }

    /** Counts one holder less; the last one gives the item's bytes back. */
    void release(MemoryBudget budget) {
        if (--holders == 0) {
            budget.charge(caller, -json.length, -json.length - (long) OVERHEAD);
        }
    }
}
