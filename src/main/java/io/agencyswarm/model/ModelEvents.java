package io.agencyswarm.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.usage.TokenUsage;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the events of the Responses API. Most are only skimmed: a delta costs a microsecond, not a tree. */
public final class ModelEvents {

    private ModelEvents() {}

    /**
     * Reads one event.
     *
     * @param sent UTF-8; kept, and copied only where it holds line breaks
     * @throws ModelException if it is no JSON object with a type
     */
    public static ModelEvent read(byte[] sent) {
        byte[] json = inOneLine(sent);
        try {
            Skimmed skimmed = skim(json);
            return switch (skimmed.type) {
                case "response.output_item.done" -> itemDone(skimmed, json);
                case "response.completed", "response.incomplete" -> completed(skimmed.type, json);
                case "response.failed", "error" -> failed(skimmed.type, json);
                default -> new ModelEvent.Progress(skimmed.type, json, skimmed.itemId, skimmed.callId);
            };
        } catch (IOException malformed) {
            throw new ModelException(
                    ErrorCode.MODEL_FAILED, "the model's server sent an event that is not JSON", malformed);
        }
    }

    /** Line breaks may stand between an event's tokens; nowhere else does JSON allow them. */
    private static byte[] inOneLine(byte[] json) {
        byte @Nullable [] line = null;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                line = line == null ? json.clone() : line;
                line[i] = ' ';
            }
        }
        return line == null ? json : line;
    }

    /** Jackson would read UTF-16 and UTF-32 too, and a byte order mark, which clients could not. */
    private static boolean isUtf8(byte[] json) {
        int begin = 0;
        while (begin < json.length && (json[begin] == ' ' || json[begin] == '\t')) {
            begin++;
        }
        return begin + 1 < json.length && json[begin] == '{' && json[begin + 1] != 0;
    }

    private static ModelEvent itemDone(Skimmed skimmed, byte[] json) throws IOException {
        if (Json.read(json).path("item") instanceof ObjectNode item) {
            return Item.of(item)
                    .<ModelEvent>map(known -> new ModelEvent.ItemDone(skimmed.type, json, known))
                    .orElseGet(() -> new ModelEvent.Progress(skimmed.type, json, skimmed.itemId, skimmed.callId));
        }
        return new ModelEvent.Progress(skimmed.type, json, skimmed.itemId, skimmed.callId);
    }

    private static ModelEvent completed(String type, byte[] json) throws IOException {
        JsonNode response = Json.read(json).path("response");
        String reason = response.path("incomplete_details").path("reason").asText("a limit that it did not name");
        return new ModelEvent.Completed(
                type,
                json,
                TokenUsage.ofResponses(response.path("usage")),
                type.equals("response.incomplete") ? reason : null);
    }

    private static String reason(JsonNode event) {
        JsonNode inResponse = event.path("response").path("error").path("message");
        JsonNode inError = event.path("error").path("message");
        return inResponse.asText(inError.asText(event.path("message").asText("it did not say why")));
    }

    /** The few fields that every event is asked for. */
    private static final class Skimmed {
        private String type = "";
        private @Nullable String itemId;
        private @Nullable String callId;
    }

    private static ModelEvent failed(String type, byte[] json) throws IOException {
        JsonNode event = Json.read(json);
        JsonNode usage = event.path("response").path("usage");
        return new ModelEvent.Failed(
                type, json, reason(event), usage.isObject() ? TokenUsage.ofResponses(usage) : null);
    }

    private static Skimmed skim(byte[] json) throws IOException {
        Skimmed skimmed = new Skimmed();
        try (JsonParser parser = Json.mapper().createParser(json)) {
            if (!isUtf8(json) || parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "type" -> skimmed.type = Objects.requireNonNullElse(textOrNull(parser, value), "");
                    case "item_id" -> skimmed.itemId = textOrNull(parser, value);
                    case "item" -> skimItem(parser, value, skimmed);
                    default -> parser.skipChildren();
                }
            }
            // A cut event has to be seen here: what is passed on must be whole.
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null || skimmed.type.isEmpty()) {
                throw new IOException("no whole event");
            }
        }
        return skimmed;
    }

    private static void skimItem(JsonParser parser, JsonToken value, Skimmed skimmed) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken inner = parser.nextToken();
            switch (field) {
                case "id" -> skimmed.itemId = textOrNull(parser, inner);
                case "call_id" -> skimmed.callId = textOrNull(parser, inner);
                default -> parser.skipChildren();
            }
        }
    }

    private static @Nullable String textOrNull(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }
}
