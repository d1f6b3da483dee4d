package io.agencyswarm.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.Secrets;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import java.util.List;

/** Items as OpenTelemetry's conventions write messages: JSON text, from which what looks like a key is taken out. */
final class SpokenItems {

    private SpokenItems() {}

    /** The messages of a model request or of its answer. */
    static String messages(List<Item> items) {
        ArrayNode messages = Json.mapper().createArrayNode();
        for (Item item : items) {
            switch (item) {
                case Item.Message said -> part(messages, said.role(), "text").put("content", said.text());
                case Item.FunctionCall call ->
                    part(messages, "assistant", "tool_call")
                            .put("id", call.callId())
                            .put("name", call.name())
                            .put("arguments", call.arguments());
                case Item.FunctionCallOutput output ->
                    part(messages, "tool", "tool_call_response")
                            .put("id", output.callId())
                            .put("response", text(output.json().path("output")));
                // What a provider keeps to itself is no message.
                case Item.Reasoning _, Item.Other _ -> {}
            }
        }
        return Secrets.redact(Json.text(messages));
    }

    /** A call's arguments, an output's text. */
    static String ofTool(Item item) {
        return Secrets.redact(
                item instanceof Item.FunctionCall call
                        ? call.arguments()
                        : text(item.json().path("output")));
    }

    private static ObjectNode part(ArrayNode messages, String role, String type) {
        return messages.addObject()
                .put("role", role)
                .putArray("parts")
                .addObject()
                .put("type", type);
    }

    private static String text(JsonNode output) {
        return output.isTextual() ? output.textValue() : Json.text(output);
    }
}
