package io.agencyswarm.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.TokenUsage;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of the Responses API. Of most events it reads only a few fields: reading a delta takes a microsecond
 * and builds no JSON tree.
 */
public final class ModelEventReader {

    /** The reason for a cut answer whose server names none. */
    public static final String UNNAMED_LIMIT = "a limit that it did not name";

    private static final int MAX_REASON_LENGTH = 100;

    private ModelEventReader() {}

    /**
     * Reads one event.
     *
     * @param bytes UTF-8; used in the event, copied only if it holds line breaks
     * @throws ModelException if it is not a JSON object with a type
     */
    public static ModelEvent read(byte[] bytes) {
        byte[] json = inOneLine(bytes);
        try {
            ModelEventFields fields = new ModelEventFields();
            fields.read(json);
            if (fields.type().isEmpty()) {
                throw new ModelException(
                        ErrorCode.MODEL_FAILED, "the model's server sent an event without a type", null);
            }
            return isForwardedOnly(fields.type()) ? fields.forwarded(json) : read(json, (ObjectNode) Json.read(json));
        } catch (IOException e) {
            throw new ModelException(ErrorCode.MODEL_FAILED, "the model's server sent an event that is not JSON", e);
        }
    }

    /** Returns whether the run needs no more of events of this type than {@link ModelEventFields} has. */
    public static boolean isForwardedOnly(String type) {
        return switch (type) {
            case "response.output_item.done", "response.completed", "response.incomplete", "response.failed", "error" ->
                false;
            default -> true;
        };
    }

    /**
     * Reads one event whose JSON tree exists already. A call without an id gets one, and arguments that are not text
     * become text, in the event too.
     *
     * @param json the event without line breaks
     * @param event the same event as a tree; it must not be changed afterwards
     */
    public static ModelEvent read(byte[] json, ObjectNode event) {
        String type = event.path("type").asText();
        return switch (type) {
            case "response.output_item.done" -> itemDone(type, json, event);
            case "response.completed", "response.incomplete" -> completed(type, json, event);
            case "response.failed", "error" -> failed(json, event);
            default -> forwarded(type, json, event);
        };
    }

    /**
     * Replaces line breaks, which JSON allows only between tokens, with spaces. Returns the same array if there are
     * none.
     */
    public static byte[] inOneLine(byte[] json) {
        byte @Nullable [] line = null;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                line = line == null ? json.clone() : line;
                line[i] = ' ';
            }
        }
        return line == null ? json : line;
    }

    private static ModelEvent forwarded(String type, byte[] json, ObjectNode event) {
        JsonNode item = event.path("item");
        String itemId = (item.path("id").isTextual() ? item.path("id") : event.path("item_id")).textValue();
        boolean hosted = Item.HostedCall.TYPES.contains(item.path("type").asText("message"));
        String callId = hosted ? itemId : item.path("call_id").textValue();
        return new ModelEvent.Forwarded(type, json, itemId, callId, outputIndex(event));
    }

    private static ModelEvent itemDone(String type, byte[] json, ObjectNode event) {
        if (!(event.path("item") instanceof ObjectNode item)) {
            return forwarded(type, json, event);
        }
        ObjectNode completeItem = withRequiredFields(item);
        Optional<Item> parsed = Item.of(completeItem);
        if (parsed.isEmpty()) {
            return forwarded(type, json, event);
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
        return itemId.isBlank() ? "call_" + UUID.randomUUID().toString().replace("-", "") : itemId;
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
        String reason = response.path("incomplete_details").path("reason").asText(UNNAMED_LIMIT);
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
    public static ModelEvent.Failed failed(byte[] json, ObjectNode event) {
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
