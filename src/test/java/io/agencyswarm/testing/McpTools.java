package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The tools and answers of the tests' MCP servers, for all transports. The first five tools and their answers are those
 * of the server with which the original was recorded.
 */
final class McpTools {

    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final List<ObjectNode> tools = new CopyOnWriteArrayList<>();

    McpTools() {
        add("lookup", "Looks something up.", "q");
        add("broken", "Always fails.", "q");
        add("shot", "A picture.");
        add("rows", "Several.");
        add("obj", "An object.", "n");
        add("papers", "A document, a note, a picture of a page, and a sound.");
        add("gallery", "A text, and a picture that is too large.");
        add("nothing", "Says nothing.");
        add("refused", "Is refused by the protocol.");
        add("hold", "Never answers.");
        add("huge", "Sends 50 MB.");
        add("die", "Ends the server.");
    }

    /** Adds a tool with text arguments. */
    void add(String name, String description, String... arguments) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.array();
        for (String argument : arguments) {
            properties.putObject(argument).put("type", "string");
            required.add(argument);
        }
        schema.set("required", required);
        add(name, description, schema);
    }

    /** Adds a tool with a given schema. */
    void add(String name, String description, JsonNode schema) {
        ObjectNode tool = Json.object().put("name", name).put("description", description);
        tool.set("inputSchema", schema);
        tools.add(tool);
    }

    void remove(String name) {
        tools.removeIf(tool -> tool.path("name").asText().equals(name));
    }

    /** Returns the answer to a request; empty if there is none. */
    Optional<ObjectNode> answer(ObjectNode request) {
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", request.get("id"));
        JsonNode params = request.path("params");
        switch (request.path("method").asText()) {
            case "initialize" -> {
                ObjectNode result = answer.putObject("result")
                        .put("protocolVersion", params.path("protocolVersion").asText());
                result.putObject("capabilities").putObject("tools").put("listChanged", true);
                result.putObject("serverInfo").put("name", "lab").put("version", "1");
            }
            case "tools/list" -> list(params.path("cursor").asInt(0), answer.putObject("result"));
            case "tools/call" -> {
                return call(params.path("name").asText(), params.path("arguments"), answer);
            }
            default -> answer.putObject("error").put("code", -32601).put("message", "Method not found");
        }
        return Optional.of(answer);
    }

    /** Four tools per page. */
    private void list(int from, ObjectNode result) {
        ArrayNode page = result.putArray("tools");
        for (int i = from; i < Math.min(from + 4, tools.size()); i++) {
            page.add(tools.get(i));
        }
        if (from + 4 < tools.size()) {
            result.put("nextCursor", Integer.toString(from + 4));
        }
    }

    private static Optional<ObjectNode> call(String tool, JsonNode arguments, ObjectNode answer) {
        ObjectNode result = answer.putObject("result");
        ArrayNode content = result.putArray("content");
        switch (tool) {
            case "lookup" -> text(content, "found " + arguments.path("q").asText());
            case "broken" -> {
                text(content, "Error executing tool broken: no such thing");
                result.put("isError", true);
            }
            case "shot" ->
                content.addObject().put("type", "image").put("data", PNG).put("mimeType", "image/png");
            case "rows" -> {
                text(content, "a");
                text(content, "b");
            }
            case "obj" -> {
                text(content, "{\n  \"n\": 2,\n  \"twice\": 4\n}");
                result.putObject("structuredContent").put("n", 2).put("twice", 4);
            }
            case "papers" -> {
                resource(content, "file:///a/report.pdf", "application/pdf").put("blob", "JVBERi0=");
                resource(content, "file:///a/note.txt", "text/plain").put("text", "a note");
                resource(content, "file:///a/page.png", "image/png").put("blob", PNG);
                content.addObject().put("type", "audio").put("data", "AAAA").put("mimeType", "audio/wav");
                content.addObject()
                        .put("type", "resource_link")
                        .put("uri", "file:///b")
                        .put("name", "b");
            }
            case "gallery" -> {
                text(content, "taken");
                content.addObject()
                        .put("type", "image")
                        .put("data", "A".repeat(7_000_000))
                        .put("mimeType", "image/png");
            }
            case "nothing" -> {}
            case "swap" -> text(content, "swapped");
            case "hold" -> {
                return Optional.empty();
            }
            default -> {
                answer.remove("result");
                answer.putObject("error").put("code", -32602).put("message", "Unknown tool: " + tool);
            }
        }
        return Optional.of(answer);
    }

    private static void text(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    private static ObjectNode resource(ArrayNode content, String uri, String type) {
        return content.addObject()
                .put("type", "resource")
                .putObject("resource")
                .put("uri", uri)
                .put("mimeType", type);
    }

    /** An answer of 50 MB, in chunks. */
    static Iterable<byte[]> huge(JsonNode id) {
        byte[] begin = ("{\"jsonrpc\":\"2.0\",\"id\":" + id
                        + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"")
                .getBytes(StandardCharsets.UTF_8);
        byte[] middle = "x".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(begin);
        for (int i = 0; i < 1_000; i++) {
            pieces.add(middle);
        }
        pieces.add("\"}]}}".getBytes(StandardCharsets.UTF_8));
        return pieces;
    }
}
