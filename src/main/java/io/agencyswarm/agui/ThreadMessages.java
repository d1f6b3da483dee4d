package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as the client should have it: what it sent, and what the run added to it, whole messages only, those
 * of delegated agents among them under their own names. A result stands right behind the message that holds its call,
 * as models want it.
 */
final class ThreadMessages {

    private final List<ObjectNode> messages;
    private final Set<String> results = new HashSet<>();
    private final int sent;

    /** The conversation before the run. */
    ThreadMessages(List<ObjectNode> sent) {
        this.messages = new ArrayList<>(sent);
        this.sent = sent.size();
    }

    /** A message of an agent, or of the framework. */
    void said(String id, String role, String agent, String text, @Nullable String subagent) {
        messages.add(message(id, role, subagent).put("name", agent).put("content", text));
    }

    /** What a model told of its thoughts. */
    void thought(String id, String text, @Nullable String encrypted, @Nullable String subagent) {
        ObjectNode message = message(id, "reasoning", subagent).put("content", text);
        messages.add(encrypted == null ? message : message.put("encryptedValue", encrypted));
    }

    /** A call, in the message that holds it, which is made where it is not there yet. */
    void called(GrowingCall call, String name, String arguments, String agent, @Nullable String subagent) {
        ObjectNode holder = null;
        for (ObjectNode message : messages.subList(sent, messages.size())) {
            if (message.path("id").asText().equals(call.parentMessageId())) {
                holder = message;
            }
        }
        if (holder == null) {
            holder = message(call.parentMessageId(), "assistant", subagent).put("name", agent);
            messages.add(holder);
        }
        ObjectNode made = holder.withArray("toolCalls").addObject();
        made.put("id", call.id()).put("type", "function");
        made.putObject("function").put("name", name).put("arguments", arguments);
    }

    /** What a call gave back. */
    void returned(String id, GrowingCall call, String content, @Nullable String subagent) {
        results.add(call.id());
        ObjectNode result =
                message(id, "tool", subagent).put("toolCallId", call.id()).put("content", content);
        int place = messages.size();
        while (place > sent && !messages.get(place - 1).path("id").asText().equals(call.parentMessageId())) {
            place--;
        }
        place = place == sent ? messages.size() : place;
        while (place < messages.size()
                && messages.get(place).path("role").asText().equals("tool")) {
            place++;
        }
        messages.add(place, result);
    }

    /** The calls of the agents that talk to the user which have no result, in their order. */
    List<String> pending() {
        List<String> pending = new ArrayList<>();
        for (ObjectNode message : messages.subList(sent, messages.size())) {
            for (JsonNode call : message.path("toolCalls")) {
                String id = call.path("id").asText();
                if (!message.has("subagentRunId") && !results.contains(id)) {
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
        ArrayNode all = Json.object().arrayNode();
        all.addAll(messages.subList(0, sent));
        for (ObjectNode message : messages.subList(sent, messages.size())) {
            ObjectNode kept = message.path("toolCalls").isArray() ? withCalls(message, open) : message;
            if (kept.has("content") || kept.has("toolCalls")) {
                all.add(kept);
            }
        }
        return all;
    }

    private ObjectNode withCalls(ObjectNode message, List<String> open) {
        ArrayNode calls = Json.object().arrayNode();
        for (JsonNode call : message.path("toolCalls")) {
            String id = call.path("id").asText();
            if (results.contains(id) || open.contains(id)) {
                calls.add(call);
            }
        }
        ObjectNode kept = Json.object();
        kept.setAll(message);
        kept.remove("toolCalls");
        return calls.isEmpty() ? kept : kept.set("toolCalls", calls);
    }

    private static ObjectNode message(String id, String role, @Nullable String subagent) {
        ObjectNode message = Json.object().put("id", id).put("role", role);
        return subagent == null ? message : message.put("subagentRunId", subagent);
    }
}
