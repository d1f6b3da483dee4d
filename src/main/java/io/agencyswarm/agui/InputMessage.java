package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.FieldReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of a request.
 *
 * @param forClient the message in the form for clients: in camelCase, with the protocol's fields only
 * @param items the items for the model: none for activities, and for reasoning only what the provider has encrypted
 */
record InputMessage(ObjectNode forClient, List<Item> items) {

    private static final List<String> ROLES =
            List.of("user", "assistant", "tool", "system", "developer", "reasoning", "activity");

    /** Reads a message. Problems are added to {@code message}. */
    static InputMessage read(FieldReader message) {
        String role = message.requiredOneOf("role", ROLES);
        ObjectNode forClient =
                Json.object().put("id", message.requiredText("id")).put("role", role);
        List<Item> items = new ArrayList<>();
        switch (role) {
            case "user" -> {
                ContentReader.InputContent content = ContentReader.read(message);
                forClient.set("content", content.forClient());
                items.add(message(role, content.forModel()));
            }
            case "system", "developer" -> {
                String text = message.requiredText("content");
                forClient.put("content", text);
                items.add(message(role, forClient.get("content")));
            }
            case "assistant" -> readAssistant(message, forClient, items);
            case "tool" -> readToolResult(message, forClient, items);
            case "reasoning" -> readReasoning(message, forClient, items);
            case "activity" -> readActivity(message, forClient);
            default -> {
                // The reader has added the problem.
            }
        }
        for (String field : List.of("name", "encryptedValue", "subagentRunId")) {
            String value = message.text(field);
            if (value != null) {
                forClient.put(field, value);
            }
        }
        copyMetadata(message, forClient);
        return new InputMessage(forClient, items);
    }

    String role() {
        return forClient.path("role").asText();
    }

    /** Returns whether the message is of a subagent, and so does not belong to the conversation with the user. */
    boolean isOfSubagent() {
        return forClient.has("subagentRunId");
    }

    private static void readAssistant(FieldReader message, ObjectNode forClient, List<Item> items) {
        String text = message.text("content");
        if (text != null) {
            forClient.put("content", text);
        }
        if (text != null && !text.isEmpty()) {
            items.add(message("assistant", forClient.get("content")));
        }
        for (FieldReader call : message.objects("toolCalls")) {
            String id = call.requiredText("id");
            var _ = call.requiredOneOf("type", List.of("function"));
            FieldReader function = call.requiredObject("function");
            String name = function == null ? "" : function.requiredText("name");
            String arguments = function == null ? "" : function.requiredText("arguments");
            ObjectNode callForClient = forClient.withArray("toolCalls").addObject();
            callForClient.put("id", id).put("type", "function");
            callForClient.putObject("function").put("name", name).put("arguments", arguments);
            String encrypted = call.text("encryptedValue");
            if (encrypted != null) {
                callForClient.put("encryptedValue", encrypted);
            }
            copyMetadata(call, callForClient);
            items.add(HostedCalls.item(id, name, arguments).orElseGet(() -> functionCall(id, name, arguments)));
        }
    }

    private static void readToolResult(FieldReader message, ObjectNode forClient, List<Item> items) {
        ContentReader.InputContent content = ContentReader.read(message);
        String callId = message.requiredText("toolCallId");
        String error = message.text("error");
        forClient.set("content", content.forClient());
        forClient.put("toolCallId", callId);
        ObjectNode json = Json.object().put("type", "function_call_output").put("call_id", callId);
        json.set("output", content.forModel());
        if (error != null) {
            forClient.put("error", error);
            String text =
                    content.forModel().isTextual() ? content.forModel().textValue() : Json.text(content.forModel());
            json.put("output", ("The tool failed: " + error + "\n" + text).strip());
        }
        items.add(new Item.FunctionCallOutput(json, callId));
    }

    private static void readReasoning(FieldReader message, ObjectNode forClient, List<Item> items) {
        String text = message.requiredText("content");
        forClient.put("content", text);
        String encrypted = message.text("encryptedValue");
        if (encrypted == null) {
            // Models can't continue from a summary of their reasoning.
            return;
        }
        ObjectNode json = Json.object().put("type", "reasoning").put("id", message.requiredText("id"));
        json.put("encrypted_content", encrypted).putArray("summary");
        if (!text.isEmpty()) {
            json.withArray("summary").addObject().put("type", "summary_text").put("text", text);
        }
        items.add(new Item.Reasoning(json));
    }

    private static void readActivity(FieldReader message, ObjectNode forClient) {
        forClient.put("activityType", message.requiredText("activityType"));
        FieldReader content = message.requiredObject("content");
        if (content != null) {
            forClient.set("content", content.json());
        }
    }

    private static void copyMetadata(FieldReader from, ObjectNode to) {
        FieldReader metadata = from.object("metadata");
        if (metadata != null) {
            to.set("metadata", metadata.json());
        }
    }

    private static Item message(String role, JsonNode content) {
        ObjectNode json = Json.object().put("type", "message").put("role", role);
        json.set("content", content);
        return new Item.Message(json, role);
    }

    private static Item functionCall(String id, String name, String arguments) {
        ObjectNode json = Json.object().put("type", "function_call").put("call_id", id);
        return new Item.FunctionCall(json.put("name", name).put("arguments", arguments), id, name, arguments);
    }
}
