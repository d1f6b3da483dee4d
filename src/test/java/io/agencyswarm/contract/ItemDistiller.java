package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the items of a conversation to the form of the recordings. */
final class ItemDistiller {

    /** The keys of items that are compared. */
    static final List<String> KEYS = List.of(
            "type",
            "role",
            "content",
            "name",
            "arguments",
            "call_id",
            "output",
            "agent",
            "callerAgent",
            "parent_run_id",
            "message_origin",
            "summary",
            "timestamp");

    private static final List<String> PART_KEYS = List.of("type", "text", "image_url", "file_id", "filename", "detail");

    /** The run of one agent. */
    private record Run(JsonNode caller, JsonNode parent) {}

    private ItemDistiller() {}

    /** Returns the items of each agent run in their order. The order between runs is one of the {@link Invariants}. */
    static ArrayNode messages(JsonNode items) {
        Map<Run, ArrayNode> runs = new LinkedHashMap<>();
        for (JsonNode item : items) {
            if (!item.path("message_origin").asText().equals("handoff_reminder")) {
                Run run = new Run(Wire.orNull(item, "callerAgent"), Wire.orNull(item, "parent_run_id"));
                runs.computeIfAbsent(run, _ -> Wire.MAPPER.createArrayNode()).add(item(item, KEYS));
            }
        }
        ArrayNode grouped = Wire.MAPPER.createArrayNode();
        runs.values().forEach(grouped::addAll);
        return grouped;
    }

    /** Returns those of {@code keys} that the item has. */
    static JsonNode item(JsonNode item, List<String> keys) {
        if (!item.isObject()) {
            return item;
        }
        ObjectNode stored = Wire.object();
        Wire.only(item, keys)
                .forEachEntry((key, value) -> stored.set(
                        key,
                        switch (key) {
                            case "content", "summary" -> parts(value);
                            case "arguments" -> value.isTextual() ? Wire.parse(value.textValue()) : value;
                            default -> value;
                        }));
        if (Wire.present(stored.path("role")) && !Wire.present(stored.path("type"))) {
            stored.put("type", "message");
        }
        return stored;
    }

    private static JsonNode parts(JsonNode content) {
        if (!content.isArray()) {
            return content;
        }
        ArrayNode parts = Wire.MAPPER.createArrayNode();
        content.forEach(part -> parts.add(part.isObject() ? Wire.only(part, PART_KEYS) : part));
        return parts;
    }
}
