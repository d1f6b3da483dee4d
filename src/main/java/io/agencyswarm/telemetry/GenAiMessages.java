package io.agencyswarm.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.text.Secrets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts items to messages in the form of OpenTelemetry's conventions: JSON text, with keys and other secrets
 * redacted.
 */
final class GenAiMessages {

    private GenAiMessages() {}

    /** Returns the messages of a model request, one per item. */
    static String input(List<Item> items) {
        ArrayNode messages = Json.mapper().createArrayNode();
        for (Item item : items) {
            part(item)
                    .ifPresent(part -> messages.addObject()
                            .put("role", role(item))
                            .putArray("parts")
                            .add(part));
        }
        return Secrets.redact(Json.text(messages));
    }

    /** Returns a model's answer as one message. */
    static String output(List<Item> items, String finishReason) {
        ArrayNode messages = Json.mapper().createArrayNode();
        ObjectNode message = messages.addObject().put("role", "assistant");
        ArrayNode parts = message.putArray("parts");
        items.forEach(item -> part(item).ifPresent(parts::add));
        message.put("finish_reason", finishReason);
        return Secrets.redact(Json.text(messages));
    }

    /**
     * Returns why the model stopped, in the terms of the conventions.
     *
     * @param limit the limit that cut the answer off; null if none did
     */
    static String finishReason(List<Item> items, @Nullable String limit) {
        if (limit != null) {
            return limit.equals("content_filter") ? limit : "length";
        }
        return items.stream().anyMatch(Item.FunctionCall.class::isInstance) ? "tool_call" : "stop";
    }

    /** Returns a call's arguments, or an output's text. */
    static String ofTool(Item item) {
        return Secrets.redact(
                switch (item) {
                    case Item.FunctionCall call -> call.arguments();
                    case Item.FunctionCallOutput output -> output.text();
                    case Item.Message _,
                            Item.Reasoning _,
                            Item.HostedCall _,
                            Item.OtherCall _,
                            Item.OtherCallOutput _,
                            Item.Other _ -> "";
                });
    }

    private static String role(Item item) {
        return switch (item) {
            case Item.Message message -> message.role();
            case Item.FunctionCallOutput _, Item.OtherCallOutput _ -> "tool";
            case Item.FunctionCall _, Item.HostedCall _, Item.OtherCall _, Item.Reasoning _, Item.Other _ ->
                "assistant";
        };
    }

    /** Returns the message part of an item; empty for items that are not messages, such as reasoning. */
    private static Optional<ObjectNode> part(Item item) {
        return switch (item) {
            case Item.Message message -> Optional.of(typed("text").put("content", message.text()));
            case Item.FunctionCall call ->
                Optional.of(typed("tool_call")
                        .put("id", call.callId())
                        .put("name", call.name())
                        .put("arguments", call.arguments()));
            case Item.FunctionCallOutput output ->
                Optional.of(
                        typed("tool_call_response").put("id", output.callId()).put("response", output.text()));
            case Item.Reasoning _, Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ ->
                Optional.empty();
        };
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
