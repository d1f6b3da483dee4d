package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An item of an answer, as one of the server's events tells of it. Other events may tell of the same item by another id
 * or without a place, so that several features say which one is meant.
 *
 * @param index its place in the output; -1 where the event does not say it
 */
record OutputItem(ObjectNode json, int index) {

    /** The features of whole items that tell them apart, the surest first. */
    static final List<Function<OutputItem, @Nullable Object>> WHOLE =
            List.of(OutputItem::id, OutputItem::call, OutputItem::content, OutputItem::place);

    /** The features by which what grew of an item is found among whole ones. */
    static final List<Function<OutputItem, @Nullable Object>> GROWN =
            List.of(OutputItem::id, OutputItem::place, OutputItem::content);

    /** The item's type. */
    String type() {
        return json.path("type").asText("message");
    }

    /** Whether it is a message or a call without text or arguments. */
    boolean saysNothing() {
        return switch (type()) {
            case "function_call" -> Item.arguments(json.path("arguments")).equals("{}");
            case "message" -> new Item.Message(json, "assistant").text().isEmpty();
            default -> false;
        };
    }

    /** Whether the server has left all of it out, be it only for now: there is not even an empty object of arguments. */
    boolean isBare() {
        JsonNode arguments = json.path("arguments");
        boolean isWritten = arguments.isContainerNode() || !arguments.asText("").isBlank();
        return saysNothing() && !isWritten;
    }

    /** Whether nothing tells the item from others of its type. */
    boolean isNameless() {
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

    private @Nullable Object place() {
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
