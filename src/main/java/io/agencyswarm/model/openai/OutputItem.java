package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An item of an answer as one event describes it. Other events may describe the same item with another id or without an
 * index, so items are compared by several features.
 *
 * @param index its index in the output; -1 if the event has none
 */
record OutputItem(ObjectNode json, int index) {

    /** The features by which complete items are compared, the most reliable first. */
    static final List<Function<OutputItem, @Nullable Object>> COMPLETE_ITEM_KEYS =
            List.of(OutputItem::id, OutputItem::call, OutputItem::content, OutputItem::position);

    /** The features by which an item that was built from pieces is found among complete ones. */
    static final List<Function<OutputItem, @Nullable Object>> PARTIAL_ITEM_KEYS =
            List.of(OutputItem::id, OutputItem::position, OutputItem::content);

    /** The item's type. */
    String type() {
        return json.path("type").asText("message");
    }

    /** Returns whether this is a message without text or a call without arguments. */
    boolean isEmpty() {
        return switch (type()) {
            case "function_call" -> Item.arguments(json.path("arguments")).equals("{}");
            case "message" -> new Item.Message(json, "assistant").text().isEmpty();
            default -> false;
        };
    }

    /** Returns whether the item has no content yet, not even an empty object as arguments. */
    boolean hasNoContent() {
        JsonNode arguments = json.path("arguments");
        boolean isWritten = arguments.isContainerNode() || !arguments.asText("").isBlank();
        return isEmpty() && !isWritten;
    }

    /** Returns whether the item has neither an id nor an index. */
    boolean isUnidentified() {
        return id() == null && index < 0;
    }

    private @Nullable Object id() {
        return textOrNull("id");
    }

    private @Nullable Object call() {
        String callId = textOrNull("call_id");
        return callId == null ? null : List.of(type(), callId, name());
    }

    private @Nullable Object content() {
        return switch (type()) {
            case "function_call" -> List.of(type(), name(), Item.arguments(json.path("arguments")));
            case "message" -> List.of(type(), new Item.Message(json, "assistant").text());
            default -> null;
        };
    }

    private @Nullable Object position() {
        return index < 0 ? null : List.of(type(), index);
    }

    private String name() {
        return json.path("name").asText("");
    }

    private @Nullable String textOrNull(String field) {
        JsonNode value = json.path(field);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }
}
