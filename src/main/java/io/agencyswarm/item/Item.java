package io.agencyswarm.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One item of a conversation in the form of OpenAI's Responses API. It wraps the JSON as it came, so that a shape or a
 * field that this project has never heard of goes on to the model and back to the client unchanged. Nobody may change
 * the tree of an item once it is made.
 */
public sealed interface Item {

    /** The item's JSON; shared, so never to be changed. */
    ObjectNode json();

    /**
     * What a person, the framework or the model said.
     *
     * @param role {@code user}, {@code assistant}, {@code system} or {@code developer}
     */
    record Message(ObjectNode json, String role) implements Item {

        /** The parts of the content that are text, one after the other; a refusal counts as text. */
        public String text() {
            JsonNode content = json.path("content");
            if (content.isTextual()) {
                return content.textValue();
            }
            StringBuilder text = new StringBuilder();
            for (JsonNode part : content) {
                text.append(part.path("text").asText(part.path("refusal").asText("")));
            }
            return text.toString();
        }
    }

    /**
     * The model asks for a tool.
     *
     * @param callId names the call; its output carries the same id
     * @param arguments JSON text as the model wrote it, which need not be JSON at all; <code>{}</code> where it wrote
     *     none
     */
    record FunctionCall(ObjectNode json, String callId, String name, String arguments) implements Item {

        /** The same call under another id; the tree of this one stays as it is. */
        public FunctionCall withCallId(String id) {
            ObjectNode renamed = Json.object();
            renamed.setAll(json);
            return new FunctionCall(renamed.put("call_id", id), id, name, arguments);
        }
    }

    /** What a call gave back. */
    record FunctionCallOutput(ObjectNode json, String callId) implements Item {}

    /** The model's reasoning, which the API wants back in front of the item that it led to. */
    record Reasoning(ObjectNode json) implements Item {}

    /** An item of any other type, such as a call of a tool that the provider runs itself. */
    record Other(ObjectNode json) implements Item {}

    /**
     * Reads an item. The arguments of a call are text in its tree too: an object, which some servers send instead,
     * becomes its JSON, and what means no arguments becomes <code>{}</code>. Then the tree is a copy.
     *
     * @return empty if the object is no item: it has neither a role nor a type, one of these is
     *     no text, or a call lacks its id
     */
    static Optional<Item> of(ObjectNode json) {
        for (String field : List.of("type", "role", "call_id", "name")) {
            JsonNode value = json.path(field);
            if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
                return Optional.empty();
            }
        }
        String role = json.path("role").asText("");
        String callId = json.path("call_id").asText("");
        return switch (json.path("type").asText("")) {
            case "", "message" -> role.isEmpty() ? Optional.empty() : Optional.of(new Message(json, role));
            case "function_call" -> callId.isEmpty() ? Optional.empty() : Optional.of(call(json, callId));
            case "function_call_output" ->
                callId.isEmpty() ? Optional.empty() : Optional.of(new FunctionCallOutput(json, callId));
            case "reasoning" -> Optional.of(new Reasoning(json));
            default -> Optional.of(new Other(json));
        };
    }

    /** The arguments of a call as text: JSON as it is written, whatever form it came in. */
    static String arguments(JsonNode written) {
        String text = written.isMissingNode() ? "" : written.isTextual() ? written.textValue() : Json.text(written);
        return text.isBlank() || text.strip().equals("null") ? "{}" : text;
    }

    private static FunctionCall call(ObjectNode json, String callId) {
        String name = json.path("name").asText("");
        JsonNode written = json.path("arguments");
        String arguments = arguments(written);
        if (written.isTextual() && arguments.equals(written.textValue())) {
            return new FunctionCall(json, callId, name, arguments);
        }
        ObjectNode whole = Json.object();
        whole.setAll(json);
        return new FunctionCall(whole.put("arguments", arguments), callId, name, arguments);
    }

    /** A message of the user with plain text. */
    static Message userMessage(String text) {
        return message("user", text);
    }

    /** A message of plain text. */
    static Message message(String role, String text) {
        ObjectNode json = Json.object();
        json.put("type", "message").put("role", role).put("content", text);
        return new Message(json, role);
    }

    /** The output of {@code call}, as the model and the client get it. */
    static FunctionCallOutput output(FunctionCall call, String text) {
        ObjectNode json = Json.object();
        json.put("type", "function_call_output").put("call_id", call.callId()).put("output", text);
        return new FunctionCallOutput(json, call.callId());
    }
}
