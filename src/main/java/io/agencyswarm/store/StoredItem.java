package io.agencyswarm.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item in memory, stored as JSON, because a tree takes up to a hundred times as much. A thread and the run that
 * added it hold the same object; its bytes are freed when both have released it. Guarded by the lock of its store.
 */
final class StoredItem {

    /** The memory of an item beside its JSON: this object, the array's header, and its references in two lists. */
    static final int OVERHEAD = 96;

    private final byte[] json;
    private final @Nullable String caller;
    private int holders;

    /**
     * Creates an item that has no holder yet.
     *
     * @param caller the caller to whose bytes it counts; null for callers without a subject
     */
    StoredItem(byte[] json, @Nullable String caller) {
        this.json = json;
        this.caller = caller;
    }

    /** Parses items. Takes long, so it is called without the lock. */
    static List<ThreadItem> read(List<byte[]> items) {
        return items.stream().map(StoredItem::read).toList();
    }

    static ThreadItem read(byte[] json) {
        return ThreadItem.of((ObjectNode) Json.readOwn(json))
                .orElseThrow(() -> new IllegalStateException("a stored item is not a valid item"));
    }

    byte[] json() {
        return json;
    }

    int bytes() {
        return json.length;
    }

    /** Returns whether a run and its thread hold it. */
    boolean isShared() {
        return holders > 1;
    }

    /** Adds a holder; the first one adds the item's bytes to the budget. */
    void hold(MemoryBudget budget) {
        if (holders++ == 0) {
            budget.charge(caller, json.length, json.length + (long) OVERHEAD);
        }
    }

    /** Removes a holder; the last one subtracts the item's bytes from the budget. */
    void release(MemoryBudget budget) {
        if (--holders == 0) {
            budget.charge(caller, -json.length, -json.length - (long) OVERHEAD);
        }
    }
}
