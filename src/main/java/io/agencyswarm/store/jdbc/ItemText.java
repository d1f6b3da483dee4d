package io.agencyswarm.store.jdbc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An item as it is stored: the JSON that clients see.
 *
 * @param bytes its size in UTF-8
 */
record ItemText(String json, int bytes) {

    /** Converts items for storage. */
    static List<ItemText> of(List<ThreadItem> items) {
        return items.stream().map(ItemText::of).toList();
    }

    private static ItemText of(ThreadItem item) {
        byte[] utf8 = Json.bytes(item.toJson());
        return new ItemText(new String(utf8, StandardCharsets.UTF_8), utf8.length);
    }

    /** Reads stored items. */
    static List<ThreadItem> read(List<ItemText> texts) {
        return texts.stream().map(ItemText::read).toList();
    }

    /** Reads the stored item. */
    ThreadItem read() {
        ObjectNode tree = (ObjectNode) Json.readOwn(json.getBytes(StandardCharsets.UTF_8));
        return ThreadItem.of(tree).orElseThrow(() -> new IllegalStateException("a stored item is not a valid item"));
    }

    /** Returns the total size. */
    static long bytes(List<ItemText> items) {
        return items.stream().mapToLong(ItemText::bytes).sum();
    }
}
