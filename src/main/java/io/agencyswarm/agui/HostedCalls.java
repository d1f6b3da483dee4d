package io.agencyswarm.agui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Converts calls of tools that the provider has run to AG-UI tool calls, and back. The names of the calls and of their
 * first arguments are the original's. The arguments contain the complete item except an image's bytes, so that a
 * client that sends its messages back gives the model the same information.
 */
final class HostedCalls {

    /** The kinds of calls: the type of the item, the name of the call, and an argument that each such call has. */
    private enum HostedKind {
        WEB("web_search_call", "WebSearchTool", "action"),
        FILES("file_search_call", "FileSearchTool", "queries"),
        CODE("code_interpreter_call", "CodeInterpreterTool", "container_id"),
        IMAGE("image_generation_call", "ImageGenerationTool", "status"),
        MCP("mcp_call", "HostedMCPTool", "server_label");

        private final String type;
        private final String name;
        private final String mark;

        HostedKind(String type, String name, String mark) {
            this.type = type;
            this.name = name;
            this.mark = mark;
        }

        static HostedKind of(Item.HostedCall call) {
            return Arrays.stream(values())
                    .filter(kind -> kind.type.equals(call.type()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private HostedCalls() {}

    /** Returns the call with the item's fields as arguments. */
    static Item.FunctionCall toFunctionCall(Item.HostedCall call) {
        HostedKind kind = HostedKind.of(call);
        ObjectNode arguments = Json.object();
        arguments.setAll(call.json());
        arguments.remove(List.of("type", "id", "result"));
        ObjectNode json = Json.object().put("type", "function_call").put("id", call.id());
        return new Item.FunctionCall(json, call.id(), kind.name, Json.text(arguments));
    }

    /** Returns the result of the call: text, or a list of parts if there are images. */
    static JsonNode result(Item.HostedCall call) {
        JsonNode json = call.json();
        return switch (HostedKind.of(call)) {
            case WEB -> textOrStatus(json.at("/action/sources"), json);
            case FILES -> textOrStatus(json.path("results"), json);
            case CODE -> outputs(json);
            case IMAGE -> call.image().isEmpty() ? status(json) : Json.array().add(image(call));
            case MCP ->
                Stream.of("output", "error")
                        .map(json::path)
                        .filter(value -> !value.isMissingNode() && !value.isNull())
                        .findFirst()
                        .map(value -> textOrStatus(value, json))
                        .orElseGet(() -> status(json));
        };
    }

    private static JsonNode textOrStatus(JsonNode value, JsonNode call) {
        if (value.isMissingNode() || value.isNull()) {
            return status(call);
        }
        return value.isTextual() ? value : TextNode.valueOf(Json.text(value));
    }

    private static JsonNode status(JsonNode call) {
        return TextNode.valueOf(call.path("status").asText("completed"));
    }

    private static JsonNode outputs(JsonNode call) {
        StringBuilder logs = new StringBuilder();
        ArrayNode parts = Json.array();
        for (JsonNode output : call.path("outputs")) {
            if (output.path("url").isTextual()) {
                ObjectNode image = parts.addObject().put("type", "image");
                image.putObject("source")
                        .put("type", "url")
                        .put("value", output.path("url").textValue());
            } else {
                logs.append(output.path("logs").asText(""));
            }
        }
        if (parts.isEmpty()) {
            return logs.isEmpty() ? status(call) : TextNode.valueOf(logs.toString());
        }
        return logs.isEmpty()
                ? parts
                : parts.insert(0, Json.object().put("type", "text").put("text", logs.toString()));
    }

    private static ObjectNode image(Item.HostedCall call) {
        ObjectNode image = Json.object().put("type", "image");
        image.putObject("source")
                .put("type", "data")
                .put("value", call.image())
                .put("mimeType", "image/" + call.json().path("output_format").asText("png"));
        return image;
    }

    /** Returns the item of a call in a client's message; empty if it is a call of another tool. */
    static Optional<Item> item(String id, String name, String arguments) {
        return Arrays.stream(HostedKind.values())
                .filter(kind -> kind.name.equals(name) && !id.isEmpty())
                .findFirst()
                .flatMap(kind -> item(kind, id, arguments));
    }

    private static Optional<Item> item(HostedKind kind, String id, String arguments) {
        try {
            if (!(Json.read(arguments) instanceof ObjectNode object) || !object.has(kind.mark)) {
                return Optional.empty();
            }
            ObjectNode json = Json.object().put("type", kind.type).put("id", id);
            object.remove(List.of("type", "id"));
            json.setAll(object);
            return Item.of(json);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
