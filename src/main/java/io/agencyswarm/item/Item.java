package io.agencyswarm.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

        /** How the names of functions begin by which an agent hands the conversation over. */
        public static final String TRANSFER_TO = "transfer_to_";

        /** The same call under another id; the tree of this one stays as it is. */
        public FunctionCall withCallId(String id) {
            ObjectNode renamed = Json.object();
            renamed.setAll(json);
            return new FunctionCall(renamed.put("call_id", id), id, name, arguments);
        }
    }

    /** What a call gave back. */
    record FunctionCallOutput(ObjectNode json, String callId) implements Item {

        /** The output's text. Of a part that is no text only the type is told, such as {@code [input_image]}. */
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
                JsonNode said = part.isTextual() ? part : part.path("text");
                text.append(
                        said.isTextual()
                                ? said.textValue()
                                : "[" + part.path("type").asText("?") + "]");
            }
            return text.toString();
        }
    }

    /** The model's reasoning, which the API wants back in front of the item that it led to. */
    record Reasoning(ObjectNode json) implements Item {}

    /**
     * The model used a tool that its provider runs; the item holds what came of it too.
     *
     * @param id the provider's id for the item, which names the call
     */
    record HostedCall(ObjectNode json, String id) implements Item {

        /** The types of such items. */
        public static final Set<String> TYPES = Set.of(
                "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call", "mcp_call");

        private static final String PICTURE = "result";

        /** The item's type. */
        public String type() {
            return json.path("type").asText();
        }

        /** The picture that the call made, in base64; empty where it made none, or the item goes without it. */
        public String picture() {
            return isPicture() ? json.path(PICTURE).asText("") : "";
        }

        /** The item without the bytes of a picture; the same tree where it holds none. */
        public ObjectNode withoutPicture() {
            if (picture().isEmpty()) {
                return json;
            }
            ObjectNode copy = Json.object();
            copy.setAll(json);
            return copy.putNull(PICTURE);
        }

        private boolean isPicture() {
            return type().equals("image_generation_call");
        }
    }

    /**
     * The model asks for something that the provider leaves to its caller, and that is no function: a shell, a
     * computer, a custom tool, or the approval of a call. What came of it is an item of its own.
     *
     * @param callId names the call; its output carries the same id
     */
    record PairedCall(ObjectNode json, String callId) implements Item {

        /** Whether the model asks whether it may call a tool of an MCP server. */
        public boolean asksForApproval() {
            return type().equals(PairedTypes.APPROVAL_REQUEST);
        }

        /** The item's type. */
        public String type() {
            return json.path("type").asText();
        }
    }

    /** What came of a {@link PairedCall}. */
    record PairedOutput(ObjectNode json, String callId) implements Item {

        /** The item's type. */
        public String type() {
            return json.path("type").asText();
        }
    }

    /** An item of any other type, such as the list of the tools that an MCP server has. */
    record Other(ObjectNode json) implements Item {

        /** The type of the list of the tools that an MCP server has: the provider's own note, kept for one run. */
        public static final String MCP_TOOLS = "mcp_list_tools";

        /** The item's type; may be empty. */
        public String type() {
            return json.path("type").asText();
        }
    }

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
            default -> Optional.of(ofOtherType(json));
        };
    }

    private static Item ofOtherType(ObjectNode json) {
        String type = json.path("type").asText();
        String id = json.path("id").asText("");
        if (HostedCall.TYPES.contains(type) && !id.isEmpty()) {
            return new HostedCall(json, id);
        }
        return PairedTypes.read(json, type).orElseGet(() -> new Other(json));
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

    /** Whether an item is a message of the user. */
    static boolean isOfUser(Item item) {
        return item instanceof Message message && message.role().equals("user");
    }

    /** A message of the system in the short form, which has no {@code type}. */
    static Message systemMessage(String text) {
        return new Message(Json.object().put("role", "system").put("content", text), "system");
    }

    /** A message of plain text. */
    static Message message(String role, String text) {
        ObjectNode json = Json.object();
        json.put("type", "message").put("role", role).put("content", text);
        return new Message(json, role);
    }

    /** The output of {@code call}, as the model and the client get it. */
    static FunctionCallOutput output(FunctionCall call, String text) {
        return output(call, TextNode.valueOf(text));
    }

    /**
     * The output of {@code call}, as the model and the client get it.
     *
     * @param output a text, or a list of parts
     */
    static FunctionCallOutput output(FunctionCall call, JsonNode output) {
        ObjectNode json = Json.object();
        json.put("type", "function_call_output").put("call_id", call.callId()).set("output", output);
        return new FunctionCallOutput(json, call.callId());
    }
}
