package io.agencyswarm.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.usage.TokenUsage;
import java.util.Optional;

/** Reads the events of which the run needs more than to pass them on: whole items, the end, a failure. */
final class WholeEvents {

    private static final int LONGEST_REASON = 100;

    private WholeEvents() {}

    /** As {@link ModelEvents#of}. */
    static ModelEvent of(byte[] json, ObjectNode event) {
        String type = event.path("type").asText();
        return switch (type) {
            case "response.output_item.done" -> itemDone(type, json, event);
            case "response.completed", "response.incomplete" -> completed(type, json, event.path("response"));
            case "response.failed", "error" -> failed(json, event);
            default -> progress(type, json, event);
        };
    }

    private static ModelEvent progress(String type, byte[] json, ObjectNode event) {
        JsonNode item = event.path("item");
        JsonNode itemId = event.path("item_id").isTextual() ? event.path("item_id") : item.path("id");
        return new ModelEvent.Progress(
                type, json, itemId.textValue(), item.path("call_id").textValue(), outputIndex(event));
    }

    private static ModelEvent itemDone(String type, byte[] json, ObjectNode event) {
        if (!(event.path("item") instanceof ObjectNode item)) {
            return progress(type, json, event);
        }
        ObjectNode named = named(item);
        Optional<Item> known = Item.of(named);
        if (known.isEmpty()) {
            return progress(type, json, event);
        }
        boolean asItCame = item.equals(known.get().json());
        return new ModelEvent.ItemDone(
                type,
                asItCame ? json : Json.bytes(event.set("item", known.get().json())),
                known.get(),
                outputIndex(event));
    }

    private static int outputIndex(ObjectNode event) {
        return event.path("output_index").asInt(-1);
    }

    /**
     * An item with what every server should give it, or the same tree: a message of the model has its role; a call has
     * an id that its output can name, for which the item's own is as good.
     */
    private static ObjectNode named(ObjectNode item) {
        return switch (item.path("type").asText()) {
            case "message" -> with("role", "assistant", item);
            case "function_call" -> with("call_id", callId(item), item);
            default -> item;
        };
    }

    private static String callId(ObjectNode call) {
        JsonNode callId = call.path("call_id");
        if ((callId.isTextual() && !callId.textValue().isBlank()) || callId.isNumber()) {
            return callId.asText();
        }
        String itemId = call.path("id").asText("");
        return itemId.isBlank() ? AnswerJson.newId("call") : itemId;
    }

    private static ObjectNode with(String field, String value, ObjectNode item) {
        if (value.equals(item.path(field).textValue())) {
            return item;
        }
        ObjectNode changed = Json.object();
        changed.setAll(item);
        return changed.put(field, value);
    }

    private static ModelEvent completed(String type, byte[] json, JsonNode response) {
        boolean cut = type.equals("response.incomplete")
                || response.path("status").asText().equals("incomplete");
        String reason = response.path("incomplete_details").path("reason").asText(ModelEvents.UNNAMED_LIMIT);
        return new ModelEvent.Completed(
                type,
                json,
                TokenUsage.ofResponses(response.path("usage")),
                cut ? reason.substring(0, Math.min(reason.length(), LONGEST_REASON)) : null);
    }

    /** An event that tells of a failure, whatever its type. */
    static ModelEvent.Failed failed(byte[] json, ObjectNode event) {
        JsonNode usage = event.path("response").path("usage");
        return new ModelEvent.Failed(
                event.path("type").asText(),
                json,
                reason(event),
                usage.isObject() ? TokenUsage.ofResponses(usage) : null);
    }

    private static String reason(JsonNode event) {
        JsonNode ofResponse = event.path("response").path("error");
        JsonNode error = event.path("error");
        return ofResponse
                .path("message")
                .asText(error.path("message")
                        .asText(event.path("message")
                                .asText(ofResponse
                                        .path("code")
                                        .asText(error.path("code").asText("it did not say why")))));
    }
}
