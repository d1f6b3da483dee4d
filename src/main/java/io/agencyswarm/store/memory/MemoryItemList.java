package io.agencyswarm.store.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of items, to which items are only appended. A thread has one list at a time, and a run of it has a part of a
 * list. The items of a list are freed together, when its thread and all runs have released it. Guarded by the lock of
 * its store.
 *
 * <p>Items are stored as JSON, because a tree takes up to a hundred times as much.
 */
final class MemoryItemList {

    /** The memory of an item beside its JSON: the array's header, its padding, and its reference in the list. */
    static final int ITEM_OVERHEAD = 40;

    private final List<byte[]> items = new ArrayList<>();
    private final MemoryBudget budget;
    private final @Nullable String caller;
    private long bytes;
    private int holders = 1;

    /**
     * Creates an empty list that has one holder.
     *
     * @param caller the caller to whose bytes the items count; null for callers without a subject
     */
    MemoryItemList(MemoryBudget budget, @Nullable String caller) {
        this.budget = budget;
        this.caller = caller;
    }

    /** Parses items. Takes long, so it is called without the lock. */
    static List<ThreadItem> parse(List<byte[]> items) {
        return items.stream().map(MemoryItemList::parse).toList();
    }

    static ThreadItem parse(byte[] json) {
        return ThreadItem.of((ObjectNode) Json.readOwn(json))
                .orElseThrow(() -> new IllegalStateException("a stored item is not a valid item"));
    }

    /** Appends items, and adds their bytes to the budget. */
    void append(ItemBatch batch) {
        items.addAll(batch.items());
        bytes += batch.bytes();
        budget.charge(caller, batch.bytes(), batch.weight());
    }

    int size() {
        return items.size();
    }

    /** Returns the size of all items. */
    long bytes() {
        return bytes;
    }

    /** Returns a copy of the items after number {@code first}, up to and including number {@code last}. */
    List<byte[]> copy(int first, int last) {
        return List.copyOf(items.subList(first, last));
    }

    /** Adds a holder. */
    void hold() {
        holders++;
    }

    /** Removes a holder; the last one subtracts the items' bytes from the budget. */
    void release() {
        if (--holders == 0) {
            budget.charge(caller, -bytes, -bytes - (long) ITEM_OVERHEAD * items.size());
        }
    }

    /** Returns whether there is only one holder. */
    boolean hasOneHolder() {
        return holders == 1;
    }

    /** Returns the total size of items. */
    static long bytes(List<byte[]> items) {
        return items.stream().mapToLong(json -> json.length).sum();
    }
}
