package io.agencyswarm.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.TokenUsage;
import java.util.Optional;

/** Reads the events that the run evaluates: complete items, the end, a failure. */
final class EventEvaluator {

    private static final int MAX_REASON_LENGTH = 100;

    private EventEvaluator() {}

    /** Returns the event that {@link ModelEventReader#of} returns for this JSON. */
    static ModelEvent of(byte[] json, ObjectNode event) {
        String type = event.path("type").asText();
        return switch (type) {
            case "response.output_item.done" -> itemDone(type, json, event);
            case "response.completed", "response.incomplete" -> completed(type, json, event);
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
        ObjectNode completeItem = withRequiredFields(item);
        Optional<Item> parsed = Item.of(completeItem);
        if (parsed.isEmpty()) {
            return progress(type, json, event);
        }
        ObjectNode object = withoutImage(parsed.get());
        return new ModelEvent.ItemDone(
                type,
                item.equals(object) ? json : Json.bytes(copy(event).set("item", object)),
                parsed.get(),
                outputIndex(event));
    }

    /** Removes an image's bytes, which are sent once, with the item, and not in the model's own events too. */
    private static ObjectNode withoutImage(Item item) {
        return item instanceof Item.HostedCall call ? call.withoutImage() : item.json();
    }

    private static ObjectNode copy(ObjectNode tree) {
        ObjectNode copy = Json.object();
        copy.setAll(tree);
        return copy;
    }

    private static int outputIndex(ObjectNode event) {
        return event.path("output_index").asInt(-1);
    }

    /**
     * Adds fields that some servers leave out: the role of the model's message, and the {@code call_id} of a call,
     * which is copied from the item's id if there is one. Returns the same tree if nothing is missing.
     */
    private static ObjectNode withRequiredFields(ObjectNode item) {
        return switch (item.path("type").asText()) {
            case "message" -> withField("role", "assistant", item);
            case "function_call" -> withField("call_id", callId(item), item);
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

    private static ObjectNode withField(String field, String value, ObjectNode item) {
        if (value.equals(item.path(field).textValue())) {
            return item;
        }
        return copy(item).put(field, value);
    }

    private static ModelEvent completed(String type, byte[] json, ObjectNode event) {
        JsonNode response = event.path("response");
        boolean cut = type.equals("response.incomplete")
                || response.path("status").asText().equals("incomplete");
        String reason = response.path("incomplete_details").path("reason").asText(ModelEventReader.UNNAMED_LIMIT);
        return new ModelEvent.Completed(
                type,
                withoutImages(json, event),
                TokenUsage.ofResponses(response.path("usage")),
                cut ? reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH)) : null);
    }

    private static byte[] withoutImages(byte[] json, ObjectNode event) {
        if (!(event.path("response") instanceof ObjectNode response)) {
            return json;
        }
        boolean changed = false;
        ArrayNode output = Json.array();
        for (JsonNode item : response.path("output")) {
            if (item instanceof ObjectNode object && Item.of(object).orElse(null) instanceof Item.HostedCall call) {
                changed |= !call.image().isEmpty();
                output.add(call.withoutImage());
            } else {
                output.add(item);
            }
        }
        return changed ? Json.bytes(copy(event).set("response", copy(response).set("output", output))) : json;
    }

    /** Reads an event of any type that reports a failure. */
    static ModelEvent.Failed failed(byte[] json, ObjectNode event) {
        JsonNode usage = event.path("response").path("usage");
        return new ModelEvent.Failed(
                event.path("type").asText(),
                json,
                reason(event),
                usage.isObject() ? TokenUsage.ofResponses(usage) : null);
    }

    private static String reason(JsonNode event) {
        JsonNode responseError = event.path("response").path("error");
        JsonNode error = event.path("error");
        return responseError
                .path("message")
                .asText(error.path("message")
                        .asText(event.path("message")
                                .asText(responseError
                                        .path("code")
                                        .asText(error.path("code").asText("it did not say why")))));
    }
}
