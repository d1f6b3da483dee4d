package io.agencyswarm.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an agency answered, with assertions that say in a failure what the agents did instead. Each assertion returns the
 * reply. Assertions on calls and agents hold for all agents of the run, delegated ones included.
 */
public final class AgencyReply {

    private final int status;
    private final String text;
    private final String error;
    private final JsonNode history;
    private final JsonNode items;
    private final List<JsonNode> events;

    private AgencyReply(
            int status, String text, String error, JsonNode history, JsonNode items, List<JsonNode> events) {
        this.status = status;
        this.text = text;
        this.error = error;
        this.history = history;
        this.items = items;
        this.events = List.copyOf(events);
    }

    static AgencyReply refused(int status, String body) {
        return new AgencyReply(status, "", body, Json.object(), Json.object(), List.of());
    }

    static AgencyReply plain(JsonNode history, JsonNode body) {
        return new AgencyReply(
                200,
                asText(body.path("response")),
                body.path("error").asText(),
                history,
                body.path("new_messages"),
                List.of());
    }

    static AgencyReply streamed(JsonNode history, List<JsonNode> data) {
        JsonNode messages = data.stream()
                .filter(frame -> frame.has("new_messages"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The stream has no frame with new_messages: " + data));
        String error = data.stream()
                .filter(frame -> frame.has("error"))
                .map(frame -> frame.path("error").asText())
                .findFirst()
                .orElse("");
        List<JsonNode> events = data.stream()
                .filter(frame -> frame.has("data"))
                .map(frame -> frame.path("data"))
                .toList();
        return new AgencyReply(
                200, lastMessage(messages.path("new_messages")), error, history, messages.path("new_messages"), events);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The answer's text; the JSON of it, if the agent has an output type; empty, if there is none. */
    public String text() {
        return text;
    }

    /** The items that the run added to the conversation: messages, calls and their outputs. */
    public List<JsonNode> items() {
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    /** The data of the stream's events, in order; empty for a plain answer. */
    public List<JsonNode> events() {
        return events;
    }

    /** Fails unless the answer is this text. */
    public AgencyReply assertText(String expected) {
        return check(text.equals(expected), "The answer is not \"" + expected + "\"");
    }

    /** Fails unless the answer contains this text. */
    public AgencyReply assertTextContains(String expected) {
        return check(text.contains(expected), "The answer does not contain \"" + expected + "\"");
    }

    /** Fails unless an agent called the tool. */
    public AgencyReply assertCalled(String tool) {
        return check(calls(tool).findAny().isPresent(), "No agent called " + tool);
    }

    /**
     * Fails unless an agent called the tool with exactly these arguments.
     *
     * @param arguments are compared as JSON
     */
    public AgencyReply assertCalled(String tool, Map<String, ?> arguments) {
        JsonNode expected = Json.tree(arguments);
        return check(
                calls(tool).anyMatch(call -> expected.equals(arguments(call))),
                "No agent called " + tool + " with " + Json.text(expected));
    }

    /** Fails if an agent called the tool. */
    public AgencyReply assertNotCalled(String tool) {
        return check(calls(tool).findAny().isEmpty(), "An agent called " + tool);
    }

    /** Fails unless a call of the tool has an output that contains the text. */
    public AgencyReply assertOutput(String tool, String expected) {
        return check(
                calls(tool).anyMatch(call -> output(call).contains(expected)),
                "No output of " + tool + " contains \"" + expected + "\"");
    }

    /** Fails unless one agent asked another one and got its answer. */
    public AgencyReply assertDelegated(String from, String to) {
        return check(
                calls("send_message")
                        .anyMatch(call -> agent(call).equals(from)
                                && arguments(call)
                                        .path("recipient_agent")
                                        .asText()
                                        .equals(to)),
                from + " did not ask " + to);
    }

    /** Fails unless one agent handed the conversation over to another one. */
    public AgencyReply assertHandedOver(String from, String to) {
        return check(
                calls(Item.FunctionCall.TRANSFER_TO + to.replace(' ', '_'))
                        .anyMatch(call -> agent(call).equals(from)),
                from + " did not hand over to " + to);
    }

    /** Fails unless this agent gave the last message. */
    public AgencyReply assertAnsweredBy(String agent) {
        List<JsonNode> messages = items().stream()
                .filter(item -> item.path("role").asText().equals("assistant"))
                .toList();
        return check(
                !messages.isEmpty() && agent(messages.getLast()).equals(agent),
                agent + " did not give the last message");
    }

    /** Fails unless the request was refused, or the run failed, with an error that contains the text. */
    public AgencyReply assertError(String expected) {
        return check(error.contains(expected), "There is no error with \"" + expected + "\"");
    }

    /** Fails if the request was refused or the run failed. */
    public AgencyReply assertNoError() {
        return check(error.isEmpty(), "There is an error");
    }

    /** The conversation with this reply, as {@code chat_history} of the next request. */
    JsonNode history() {
        ArrayNode all = Json.array();
        history.forEach(all::add);
        items.forEach(all::add);
        return all;
    }

    private AgencyReply check(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError(problem + ".\n" + this);
        }
        return this;
    }

    private Stream<JsonNode> calls(String tool) {
        return items().stream()
                .filter(AgencyReply::isCall)
                .filter(call -> call.path("name").asText().equals(tool));
    }

    private String output(JsonNode call) {
        return items().stream()
                .filter(item -> item.path("type").asText().equals("function_call_output"))
                .filter(item -> item.path("call_id").equals(call.path("call_id")))
                .map(item -> asText(item.path("output")))
                .findFirst()
                .orElse("");
    }

    private static boolean isCall(JsonNode item) {
        return item.path("type").asText().equals("function_call");
    }

    private static String agent(JsonNode item) {
        return item.path("agent").asText();
    }

    /** The arguments of a call; a missing node if they are not JSON. */
    private static JsonNode arguments(JsonNode call) {
        try {
            return Json.read(call.path("arguments").asText());
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /** The text of the last message to the user. */
    private static String lastMessage(JsonNode items) {
        StringBuilder text = new StringBuilder();
        for (JsonNode item : items) {
            if (item.path("role").asText().equals("assistant")
                    && item.path("callerAgent").isNull()) {
                text.setLength(0);
                item.path("content")
                        .forEach(part -> text.append(part.path("text").asText()));
            }
        }
        return text.toString();
    }

    private static String asText(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.isMissingNode() || value.isNull() ? "" : Json.text(value);
    }

    /** What happened, for messages of failed assertions. */
    @Override
    public String toString() {
        StringBuilder told = new StringBuilder("Status " + status + ", answer \"" + text + "\"");
        if (!error.isEmpty()) {
            told.append(", error \"").append(error).append('"');
        }
        items().stream()
                .filter(AgencyReply::isCall)
                .forEach(call -> told.append("\n  ")
                        .append(agent(call))
                        .append(" called ")
                        .append(call.path("name").asText())
                        .append(' ')
                        .append(call.path("arguments").asText())
                        .append(" → ")
                        .append(output(call)));
        return told.toString();
    }
}
