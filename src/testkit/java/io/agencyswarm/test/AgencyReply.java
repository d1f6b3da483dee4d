package io.agencyswarm.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.SendTool;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an agency, with assertions whose failures list what the agents did. Each assertion returns the reply.
 * Assertions on calls and agents apply to all agents of the run, including delegated ones.
 */
public final class AgencyReply {

    private final int status;
    private final String text;
    private final String error;
    private final JsonNode history;
    private final JsonNode items;
    private final List<ThreadItem> conversation;
    private final List<JsonNode> events;

    private AgencyReply(
            int status,
            @Nullable String response,
            String error,
            JsonNode history,
            JsonNode items,
            List<JsonNode> events) {
        this.status = status;
        this.error = error;
        this.history = history;
        this.items = items;
        this.conversation = StreamSupport.stream(items.spliterator(), false)
                .flatMap(item -> ThreadItem.of((ObjectNode) item).stream())
                .toList();
        this.events = List.copyOf(events);
        this.text = response == null ? lastMessage() : response;
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
        return new AgencyReply(200, null, error, history, messages.path("new_messages"), events);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The answer's text; its JSON if the agent has an output type; empty if there is no answer. */
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
     * Fails unless an agent called the tool with these arguments and no others.
     *
     * @param arguments compared as JSON
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
                calls(tool).map(AgencyReply::call).anyMatch(call -> output(call).contains(expected)),
                "No output of " + tool + " contains \"" + expected + "\"");
    }

    /** Fails unless one agent asked another one, with {@code send_message} or a function of its own for asking. */
    public AgencyReply assertDelegated(String from, String to) {
        return check(
                calls().filter(call -> isSendTool(call(call).name()))
                        .anyMatch(call -> agent(call).equals(from)
                                && arguments(call)
                                        .path(SendTool.RECIPIENT)
                                        .asText()
                                        .equals(to)),
                from + " did not ask " + to);
    }

    /** Fails unless one agent handed the conversation over to another one. */
    public AgencyReply assertHandedOver(String from, String to) {
        return check(
                calls(Item.FunctionCall.transferTo(to))
                        .anyMatch(call -> agent(call).equals(from)),
                from + " did not hand over to " + to);
    }

    /** Fails unless this agent sent the last message. */
    public AgencyReply assertAnsweredBy(String agent) {
        return check(
                answers()
                        .reduce((_, later) -> later)
                        .filter(item -> agent(item).equals(agent))
                        .isPresent(),
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

    /** Returns the conversation including this reply, as the {@code chat_history} of the next request. */
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

    private Stream<ThreadItem> calls() {
        return conversation.stream().filter(item -> item.item() instanceof Item.FunctionCall);
    }

    private Stream<ThreadItem> calls(String tool) {
        return calls().filter(item -> call(item).name().equals(tool));
    }

    static boolean isSendTool(String function) {
        return function.startsWith(SendTool.PREFIX);
    }

    private String output(Item.FunctionCall call) {
        return conversation.stream()
                .flatMap(item ->
                        item.item() instanceof Item.FunctionCallOutput output ? Stream.of(output) : Stream.empty())
                .filter(output -> output.callId().equals(call.callId()))
                .map(Item.FunctionCallOutput::text)
                .findFirst()
                .orElse("");
    }

    private static Item.FunctionCall call(ThreadItem item) {
        return (Item.FunctionCall) item.item();
    }

    private static String agent(ThreadItem item) {
        return item.origin().agent();
    }

    /** Returns the arguments of a call; a missing node if they are not JSON. */
    private static JsonNode arguments(ThreadItem item) {
        try {
            return Json.read(call(item).arguments());
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /** Returns the messages of agents, including delegated ones. */
    private Stream<ThreadItem> answers() {
        return conversation.stream()
                .filter(item -> item.item() instanceof Item.Message message
                        && message.role().equals("assistant"));
    }

    /** Returns the text of the last message to the user. */
    private String lastMessage() {
        return answers()
                .filter(item -> item.origin().callerAgent() == null)
                .reduce((_, later) -> later)
                .map(item -> ((Item.Message) item.item()).text())
                .orElse("");
    }

    private static String asText(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isTextual() ? value.textValue() : Json.text(value);
    }

    /** Returns a summary of the run, for the messages of failed assertions. */
    @Override
    public String toString() {
        StringBuilder event = new StringBuilder("Status " + status + ", answer \"" + text + "\"");
        if (!error.isEmpty()) {
            event.append(", error \"").append(error).append('"');
        }
        calls().forEach(item -> event.append("\n  ")
                .append(agent(item))
                .append(" called ")
                .append(call(item).name())
                .append(' ')
                .append(call(item).arguments())
                .append(" → ")
                .append(output(call(item))));
        return event.toString();
    }
}
