package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as the client should have it: what it sent, and what the run added to it, whole messages only, those
 * of delegated agents among them under their own names. A result stands right behind the message that holds its call,
 * as models want it.
 */
final class ThreadMessages {

    private final List<ObjectNode> sent;
    private final List<Added> added = new ArrayList<>();

    /** By the message's id; the last one where an id was used again. */
    private final Map<String, Added> byId = new HashMap<>();

    private final Set<String> answered = new HashSet<>();

    /**
     * A message that the run added.
     *
     * @param results the results of the calls that the message holds, which follow it
     */
    private record Added(ObjectNode message, List<ObjectNode> results) {}

    /** The conversation before the run. */
    ThreadMessages(List<ObjectNode> sent) {
        this.sent = List.copyOf(sent);
    }

    /** A message of an agent, or of the framework. */
    void addMessage(String id, String role, String agent, String text, @Nullable String subagent) {
        add(id, message(id, role, subagent).put("name", agent).put("content", text));
    }

    /** What a model told of its thoughts. */
    void thought(String id, String text, @Nullable String encrypted, @Nullable String subagent) {
        ObjectNode message = message(id, "reasoning", subagent).put("content", text);
        add(id, encrypted == null ? message : message.put("encryptedValue", encrypted));
    }

    /** A call, in the message that holds it, which is made where it is not there yet. */
    void called(StreamedCall call, String name, String arguments, String agent, @Nullable String subagent) {
        String holderId = call.parentMessageId();
        Added holder = byId.get(holderId);
        if (holder == null) {
            holder = add(holderId, message(holderId, "assistant", subagent).put("name", agent));
        }
        ObjectNode made = holder.message().withArray("toolCalls").addObject();
        made.put("id", call.id()).put("type", "function");
        made.putObject("function").put("name", name).put("arguments", arguments);
    }

    /** What a call gave back. */
    void returned(String id, StreamedCall call, JsonNode content, @Nullable String subagent) {
        answered.add(call.id());
        ObjectNode result = message(id, "tool", subagent).put("toolCallId", call.id());
        result.set("content", content);
        Added holder = byId.get(call.parentMessageId());
        if (holder == null) {
            add(id, result);
        } else {
            holder.results().add(result);
        }
    }

    private Added add(String id, ObjectNode message) {
        Added last = new Added(message, new ArrayList<>());
        added.add(last);
        byId.put(id, last);
        return last;
    }

    /** The calls of the agents that talk to the user which have no result, in their order. */
    List<String> pending() {
        List<String> pending = new ArrayList<>();
        for (Added one : added) {
            for (JsonNode call : one.message().path("toolCalls")) {
                String id = call.path("id").asText();
                if (!one.message().has("subagentRunId") && !answered.contains(id)) {
                    pending.add(id);
                }
            }
        }
        return pending;
    }

    /**
     * All messages.
     *
     * @param open the calls that stay although they have no result; no others do, because nobody will give them one
     */
    ArrayNode toJson(List<String> open) {
        Set<String> kept = new HashSet<>(answered);
        kept.addAll(open);
        ArrayNode all = Json.object().arrayNode();
        all.addAll(sent);
        for (Added one : added) {
            ObjectNode message = one.message().has("toolCalls") ? withCalls(one.message(), kept) : one.message();
            if (message.has("content") || message.has("toolCalls")) {
                all.add(message);
            }
            all.addAll(one.results());
        }
        return all;
    }

    private static ObjectNode withCalls(ObjectNode message, Set<String> kept) {
        ArrayNode calls = Json.object().arrayNode();
        for (JsonNode call : message.path("toolCalls")) {
            if (kept.contains(call.path("id").asText())) {
                calls.add(call);
            }
        }
        ObjectNode copy = Json.object();
        copy.setAll(message);
        copy.remove("toolCalls");
        return calls.isEmpty() ? copy : copy.set("toolCalls", calls);
    }

    private static ObjectNode message(String id, String role, @Nullable String subagent) {
        ObjectNode message = Json.object().put("id", id).put("role", role);
        return subagent == null ? message : message.put("subagentRunId", subagent);
    }
}
