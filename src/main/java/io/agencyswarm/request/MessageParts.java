package io.agencyswarm.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Adds parts to a user's message. */
final class MessageParts {

    private MessageParts() {}

    /** Returns the items unchanged if there is nothing to add; otherwise the result of {@link #addAll}. */
    static List<Item> add(List<Item> items, List<ObjectNode> parts) {
        return parts.isEmpty() ? items : addAll(items, parts);
    }

    /**
     * Returns the items with {@code parts} at the end of the user's last message, or in a new message if there is none.
     */
    static List<Item> addAll(List<Item> items, List<ObjectNode> parts) {
        List<Item> changed = new ArrayList<>(items);
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i) instanceof Item.Message message && message.role().equals("user")) {
                changed.set(i, withParts(message, parts));
                return changed;
            }
        }
        changed.add(withParts(Item.userMessage(""), parts));
        return changed;
    }

    static ObjectNode inputText(String text) {
        return Json.object().put("type", "input_text").put("text", text);
    }

    private static Item withParts(Item.Message message, List<ObjectNode> parts) {
        ObjectNode json = Json.object();
        json.setAll(message.json());
        ArrayNode content = json.putArray("content");
        JsonNode original = message.json().path("content");
        if (original.isTextual()) {
            content.add(inputText(original.textValue()));
        } else {
            content.addAll(
                    (ArrayNode) (original.isArray() ? original : Json.object().arrayNode()));
        }
        content.addAll(parts);
        return new Item.Message(json, message.role());
    }
}
