package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as the client should have it: the messages that it sent, and the complete messages that the run
 * added, those of delegated agents with their names. A result directly follows the message that holds its call, as
 * models require.
 */
final class ThreadMessages {

    private final List<ObjectNode> messages;
    private final List<AddedMessage> added = new ArrayList<>();

    /** By the message's id; the last message if an id was used several times. */
    private final Map<String, AddedMessage> byId = new HashMap<>();

    private final Set<String> answered = new HashSet<>();

    /**
     * A message that the run added.
     *
     * @param results the results of the calls that the message holds, which follow it
     */
    private record AddedMessage(ObjectNode message, List<ObjectNode> results) {}

    /** Creates the conversation before the run. */
    ThreadMessages(List<ObjectNode> messages) {
        this.messages = List.copyOf(messages);
    }

    /** Adds a message of an agent or of the framework. */
    void addMessage(String id, String role, String text, Speaker speaker) {
        add(id, speaker.message(id, role).put("name", speaker.name()).put("content", text));
    }

    /** Adds a model's reasoning. */
    void addReasoning(String id, String text, @Nullable String encrypted, Speaker speaker) {
        ObjectNode message = speaker.message(id, "reasoning").put("content", text);
        add(id, encrypted == null ? message : message.put("encryptedValue", encrypted));
    }

    /** Adds a call to the message that holds it, and creates that message if it does not exist. */
    void addCall(StreamedCall call, String name, String arguments, Speaker speaker) {
        String parentId = call.parentMessageId();
        AddedMessage parent = byId.get(parentId);
        if (parent == null) {
            parent = add(parentId, speaker.message(parentId, "assistant").put("name", speaker.name()));
        }
        ObjectNode entry = parent.message().withArray("toolCalls").addObject();
        entry.put("id", call.id()).put("type", "function");
        entry.putObject("function").put("name", name).put("arguments", arguments);
    }

    /** Adds the result of a call. */
    void addResult(String id, StreamedCall call, JsonNode content, Speaker speaker) {
        answered.add(call.id());
        ObjectNode result = speaker.message(id, "tool").put("toolCallId", call.id());
        result.set("content", content);
        AddedMessage parent = byId.get(call.parentMessageId());
        if (parent == null) {
            add(id, result);
        } else {
            parent.results().add(result);
        }
    }

    private AddedMessage add(String id, ObjectNode message) {
        AddedMessage last = new AddedMessage(message, new ArrayList<>());
        added.add(last);
        byId.put(id, last);
        return last;
    }

    /** Returns the calls without results of the agents that talk to the user, in order. */
    List<String> pending() {
        List<String> pending = new ArrayList<>();
        for (AddedMessage addedMessage : added) {
            for (JsonNode call : addedMessage.message().path("toolCalls")) {
                String id = call.path("id").asText();
                if (!addedMessage.message().has("subagentRunId") && !answered.contains(id)) {
                    pending.add(id);
                }
            }
        }
        return pending;
    }

    /**
     * Returns all messages.
     *
     * @param openCallIds the calls without results that are kept; others are removed, because they will never get a
     *     result
     */
    ArrayNode toJson(List<String> openCallIds) {
        Set<String> callIds = new HashSet<>(answered);
        callIds.addAll(openCallIds);
        ArrayNode all = Json.object().arrayNode();
        all.addAll(messages);
        for (AddedMessage addedMessage : added) {
            ObjectNode message = addedMessage.message().has("toolCalls")
                    ? withCalls(addedMessage.message(), callIds)
                    : addedMessage.message();
            if (message.has("content") || message.has("toolCalls")) {
                all.add(message);
            }
            all.addAll(addedMessage.results());
        }
        return all;
    }

    private static ObjectNode withCalls(ObjectNode message, Set<String> callIds) {
        ArrayNode calls = Json.object().arrayNode();
        for (JsonNode call : message.path("toolCalls")) {
            if (callIds.contains(call.path("id").asText())) {
                calls.add(call);
            }
        }
        ObjectNode copy = Json.object();
        copy.setAll(message);
        copy.remove("toolCalls");
        return calls.isEmpty() ? copy : copy.set("toolCalls", calls);
    }
}
