package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.testing.PlainWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * AG-UI 1.0's rules for the order of a run's events, written from the protocol and not from our encoder: what is open
 * at which time, who opened it, which ids are used, and that nothing is open at the end.
 */
final class AguiOrder {

    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("RUN_STARTED", List.of("threadId", "runId")),
            Map.entry("RUN_FINISHED", List.of("threadId", "runId", "outcome", "usage")),
            Map.entry("RUN_ERROR", List.of("message")),
            Map.entry("STEP_STARTED", List.of("stepName")),
            Map.entry("STEP_FINISHED", List.of("stepName")),
            Map.entry("TEXT_MESSAGE_START", List.of("messageId", "role")),
            Map.entry("TEXT_MESSAGE_CONTENT", List.of("messageId", "delta")),
            Map.entry("TEXT_MESSAGE_END", List.of("messageId")),
            Map.entry("REASONING_START", List.of("messageId")),
            Map.entry("REASONING_MESSAGE_START", List.of("messageId", "role")),
            Map.entry("REASONING_MESSAGE_CONTENT", List.of("messageId", "delta")),
            Map.entry("REASONING_MESSAGE_END", List.of("messageId")),
            Map.entry("REASONING_ENCRYPTED_VALUE", List.of("subtype", "entityId", "encryptedValue")),
            Map.entry("REASONING_END", List.of("messageId")),
            Map.entry("TOOL_CALL_START", List.of("toolCallId", "toolCallName")),
            Map.entry("TOOL_CALL_ARGS", List.of("toolCallId", "delta")),
            Map.entry("TOOL_CALL_END", List.of("toolCallId")),
            Map.entry("TOOL_CALL_RESULT", List.of("messageId", "toolCallId", "content")),
            Map.entry("SUBAGENT_STARTED", List.of("subagentRunId", "name")),
            Map.entry("SUBAGENT_FINISHED", List.of("subagentRunId")),
            Map.entry("SUBAGENT_ERROR", List.of("subagentRunId", "message")),
            Map.entry("STATE_SNAPSHOT", List.of("snapshot")),
            Map.entry("MESSAGES_SNAPSHOT", List.of("messages")),
            Map.entry("CUSTOM", List.of("name", "value")),
            Map.entry("RAW", List.of("event")));

    /** The open objects with their owners. */
    private final Map<String, String> open = new HashMap<>();

    private final Map<String, String> calls = new HashMap<>();
    private final Set<String> usedUp = new HashSet<>();
    private final List<String> types = new ArrayList<>();

    /** Checks complete streams against the rules. */
    static void check(List<JsonNode> events) {
        AguiOrder order = new AguiOrder();
        events.forEach(order::accept);
        order.end();
    }

    private void accept(JsonNode event) {
        String type = event.path("type").asText();
        String owner = event.path("subagentRunId").asText("");
        require(REQUIRED.containsKey(type), "is an event of ours", event);
        REQUIRED.get(type).forEach(field -> require(event.has(field), "has " + field, event));
        event.properties().forEach(field -> require(!field.getValue().isNull(), "has no null field", event));
        require(types.isEmpty() == type.equals("RUN_STARTED"), "the first event alone begins the run", event);
        require(!ended(), "nothing follows the end", event);
        require(
                owner.isEmpty() || type.startsWith("SUBAGENT_") || open.containsKey("subagent " + owner),
                "only an open subagent does anything",
                event);
        switch (type) {
            case "STEP_STARTED" -> start("step " + owner + " " + text(event, "stepName"), owner, event);
            case "STEP_FINISHED" -> finish("step " + owner + " " + text(event, "stepName"), owner, event);
            case "TEXT_MESSAGE_START", "REASONING_MESSAGE_START" -> {
                use("message " + text(event, "messageId"), event);
                start("message " + text(event, "messageId"), owner, event);
            }
            case "TEXT_MESSAGE_CONTENT", "REASONING_MESSAGE_CONTENT" -> {
                goOn("message " + text(event, "messageId"), owner, event);
                require(!text(event, "delta").isEmpty(), "has text", event);
            }
            case "TEXT_MESSAGE_END", "REASONING_MESSAGE_END" ->
                finish("message " + text(event, "messageId"), owner, event);
            case "REASONING_START" -> start("span " + text(event, "messageId"), owner, event);
            case "REASONING_ENCRYPTED_VALUE" -> goOn("span " + text(event, "entityId"), owner, event);
            case "REASONING_END" -> finish("span " + text(event, "messageId"), owner, event);
            case "TOOL_CALL_START" -> {
                use("call " + text(event, "toolCallId"), event);
                start("call " + text(event, "toolCallId"), owner, event);
                calls.put(text(event, "toolCallId"), owner);
            }
            case "TOOL_CALL_ARGS" -> goOn("call " + text(event, "toolCallId"), owner, event);
            case "TOOL_CALL_END" -> finish("call " + text(event, "toolCallId"), owner, event);
            case "TOOL_CALL_RESULT" -> {
                use("message " + text(event, "messageId"), event);
                require(!open.containsKey("call " + text(event, "toolCallId")), "comes after its call", event);
                require(owner.equals(calls.remove(text(event, "toolCallId"))), "answers one call of its owner", event);
            }
            case "SUBAGENT_STARTED" -> {
                use("subagent " + owner, event);
                start("subagent " + owner, owner, event);
                String parent = event.path("parentSubagentRunId").asText("");
                require(parent.isEmpty() || open.containsKey("subagent " + parent), "has an open parent", event);
                String cause = event.path("parentToolCallId").asText();
                require(parent.equals(calls.get(cause)), "comes of a call of its parent", event);
            }
            case "SUBAGENT_FINISHED", "SUBAGENT_ERROR" -> {
                finish("subagent " + owner, owner, event);
                require(!open.containsValue(owner), "leaves nothing open", event);
            }
            case "RUN_FINISHED", "RUN_ERROR" -> require(open.isEmpty(), "leaves nothing open, not " + open, event);
            default -> {}
        }
        if (type.endsWith("_ERROR") || type.equals("TOOL_CALL_RESULT")) {
            PlainWords.assertPlain(event.toString());
        }
        types.add(type);
    }

    private void end() {
        require(ended(), "the stream ends with RUN_FINISHED or RUN_ERROR", null);
        require(types.contains("MESSAGES_SNAPSHOT"), "the conversation is told", null);
    }

    private boolean ended() {
        return !types.isEmpty() && List.of("RUN_FINISHED", "RUN_ERROR").contains(types.getLast());
    }

    private void use(String id, JsonNode event) {
        require(usedUp.add(id), "brings a new id", event);
    }

    private void start(String what, String owner, JsonNode event) {
        require(open.put(what, owner) == null, "opens what is not open", event);
    }

    private void goOn(String what, String owner, JsonNode event) {
        require(owner.equals(open.get(what)), "goes on with what its owner has open", event);
    }

    private void finish(String what, String owner, JsonNode event) {
        require(owner.equals(open.remove(what)), "closes what its owner has open", event);
    }

    private void require(boolean holds, String rule, Object event) {
        if (!holds) {
            throw new AssertionError("Not so: " + rule + ". " + event + " after " + types);
        }
    }

    private static String text(JsonNode event, String field) {
        return event.path(field).asText();
    }
}
