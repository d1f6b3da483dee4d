package io.agencyswarm.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One item of a conversation in the form of OpenAI's Responses API. It wraps the original JSON, so that types and
 * fields that this project does not know reach the model and the client unchanged. The tree of an item must not be
 * changed after the item is created.
 */
public sealed interface Item {

    /** Returns the item's JSON. It is shared and must not be changed. */
    ObjectNode json();

    /**
     * A message of a person, the framework or the model.
     *
     * @param role {@code user}, {@code assistant}, {@code system} or {@code developer}
     */
    record Message(ObjectNode json, String role) implements Item {

        /** Returns the text parts of the content, concatenated. A refusal counts as text. */
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
     * A call of a function tool by the model.
     *
     * @param callId identifies the call; its output has the same id
     * @param arguments JSON text as the model wrote it, which may be invalid JSON; <code>{}</code> if it wrote none
     */
    record FunctionCall(ObjectNode json, String callId, String name, String arguments) implements Item {

        /** The prefix of the names of functions by which an agent hands over the conversation. */
        public static final String TRANSFER_TO = "transfer_to_";

        /**
         * Returns the name of the function that hands over to an agent; "_" stands for characters that it can't have.
         */
        public static String transferTo(String agent) {
            return TRANSFER_TO + agent.replaceAll("[^A-Za-z0-9_-]", "_");
        }

        /** Returns this call with another id. The tree of this call stays unchanged. */
        public FunctionCall withCallId(String id) {
            ObjectNode renamed = Json.object();
            renamed.setAll(json);
            return new FunctionCall(renamed.put("call_id", id), id, name, arguments);
        }
    }

    /** The output of a function call. */
    record FunctionCallOutput(ObjectNode json, String callId) implements Item {

        /**
         * Returns the output's text. A part that is not text is represented by its type, such as {@code [input_image]}.
         */
        public String text() {
            JsonNode output = json.path("output");
            if (output.isTextual()) {
                return output.textValue();
            }
            if (!output.isArray()) {
                return Json.text(output);
            }
            StringBuilder text = new StringBuilder();
            for (JsonNode part : output) {
                JsonNode content = part.isTextual() ? part : part.path("text");
                text.append(
                        content.isTextual()
                                ? content.textValue()
                                : "[" + part.path("type").asText("?") + "]");
            }
            return text.toString();
        }
    }

    /** The model's reasoning. The API requires it in front of the item that it led to. */
    record Reasoning(ObjectNode json) implements Item {}

    /**
     * A call of a tool that the provider runs. The item also contains the result.
     *
     * @param id the provider's id of the item, which identifies the call
     */
    record HostedCall(ObjectNode json, String id) implements Item {

        /** The types of such items. */
        public static final Set<String> TYPES = Set.of(
                "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call", "mcp_call");

        private static final String IMAGE = "result";

        /** The item's type. */
        public String type() {
            return json.path("type").asText();
        }

        /** Returns the image that the call made, in base64; empty if it made none or the item does not contain it. */
        public String image() {
            return isImage() ? json.path(IMAGE).asText("") : "";
        }

        /** Returns the item without the bytes of its image; the same tree if it contains none. */
        public ObjectNode withoutImage() {
            if (image().isEmpty()) {
                return json;
            }
            ObjectNode copy = Json.object();
            copy.setAll(json);
            return copy.putNull(IMAGE);
        }

        private boolean isImage() {
            return type().equals("image_generation_call");
        }
    }

    /**
     * A call of the model that the provider leaves to its client and that is not a function: a shell, a computer, a
     * custom tool, or the approval of a call. Its output is an item of its own.
     *
     * @param callId identifies the call; its output has the same id
     */
    record OtherCall(ObjectNode json, String callId) implements Item {

        /** Returns whether the model requests approval to call a tool of an MCP server. */
        public boolean asksForApproval() {
            return type().equals(OtherCallTypes.APPROVAL_REQUEST);
        }

        /** The item's type. */
        public String type() {
            return json.path("type").asText();
        }
    }

    /** The output of a {@link OtherCall}. */
    record OtherCallOutput(ObjectNode json, String callId) implements Item {

        /** The item's type. */
        public String type() {
            return json.path("type").asText();
        }
    }

    /** An item of any other type, such as an MCP server's list of tools. */
    record Other(ObjectNode json) implements Item {

        /** The type of an MCP server's list of tools, which the provider writes and which is kept for one run. */
        public static final String MCP_TOOLS = "mcp_list_tools";

        /** The item's type; may be empty. */
        public String type() {
            return json.path("type").asText();
        }
    }

    /**
     * Reads an item. The arguments of a call are text in its tree too: an object, which some servers send instead,
     * becomes its JSON text, and missing or null arguments become <code>{}</code>. In these cases the tree is a copy.
     *
     * @return empty if the object is not an item: it has neither a role nor a type, one of these is not text, or a call
     *     lacks its id
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
            default -> Optional.of(ofOtherType(json));
        };
    }

    private static Item ofOtherType(ObjectNode json) {
        String type = json.path("type").asText();
        String id = json.path("id").asText("");
        if (HostedCall.TYPES.contains(type) && !id.isEmpty()) {
            return new HostedCall(json, id);
        }
        return OtherCallTypes.read(json, type).orElseGet(() -> new Other(json));
    }

    /** Returns the arguments of a call as JSON text, whether they were sent as text or as an object. */
    static String arguments(JsonNode written) {
        if (written.isMissingNode()) {
            return "{}";
        }
        String text = written.isTextual() ? written.textValue() : Json.text(written);
        return text.isBlank() || text.strip().equals("null") ? "{}" : text;
    }

    private static FunctionCall call(ObjectNode json, String callId) {
        String name = json.path("name").asText("");
        JsonNode written = json.path("arguments");
        String arguments = arguments(written);
        if (written.isTextual() && arguments.equals(written.textValue())) {
            return new FunctionCall(json, callId, name, arguments);
        }
        ObjectNode copy = Json.object();
        copy.setAll(json);
        return new FunctionCall(copy.put("arguments", arguments), callId, name, arguments);
    }

    /** Returns a user message with plain text. */
    static Message userMessage(String text) {
        return message("user", text);
    }

    /** Returns whether an item is a message of the user. */
    static boolean isOfUser(Item item) {
        return item instanceof Message message && message.role().equals("user");
    }

    /** Returns a system message in the short form, which has no {@code type}. */
    static Message systemMessage(String text) {
        return new Message(Json.object().put("role", "system").put("content", text), "system");
    }

    /** Returns a message with plain text. */
    static Message message(String role, String text) {
        ObjectNode json = Json.object();
        json.put("type", "message").put("role", role).put("content", text);
        return new Message(json, role);
    }

    /** Returns the output of {@code call}, as the model and the client get it. */
    static FunctionCallOutput output(FunctionCall call, String text) {
        return output(call, TextNode.valueOf(text));
    }

    /**
     * Returns the output of {@code call}, as the model and the client get it.
     *
     * @param output text, or a list of parts
     */
    static FunctionCallOutput output(FunctionCall call, JsonNode output) {
        ObjectNode json = Json.object();
        json.put("type", "function_call_output").put("call_id", call.callId()).set("output", output);
        return new FunctionCallOutput(json, call.callId());
    }
}
