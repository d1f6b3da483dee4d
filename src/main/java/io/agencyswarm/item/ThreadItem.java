package io.agencyswarm.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item of a thread: the message or call, its origin and its time. {@code new_messages} and {@code chat_history}
 * carry items in this form: the Responses JSON with the framework's own keys beside it.
 *
 * @param timestamp milliseconds since the epoch
 * @param messageOrigin the reason why the framework wrote the item itself, such as {@link #INPUT_GUARDRAIL_ERROR}; null
 *     for other items
 */
public record ThreadItem(
        Item item, Origin origin, long timestamp, @Nullable String messageOrigin) {

    /** Marks the guidance of an input guardrail that was returned as the answer. */
    public static final String INPUT_GUARDRAIL_MESSAGE = "input_guardrail_message";

    /** Marks the answer of an interceptor that replaced the model's. */
    public static final String INTERCEPTOR_MESSAGE = "interceptor_message";

    /** Marks the guidance of an input guardrail that ended the run. */
    public static final String INPUT_GUARDRAIL_ERROR = "input_guardrail_error";

    /** Marks the guidance of an output guardrail for the model. */
    public static final String OUTPUT_GUARDRAIL_ERROR = "output_guardrail_error";

    /** Marks the message that a handoff adds for the next agent's model. */
    public static final String HANDOFF_REMINDER = "handoff_reminder";

    private static final List<String> BOOKKEEPING = List.of(
            "agent",
            "callerAgent",
            "timestamp",
            "agent_run_id",
            "run_trace_id",
            "history_protocol",
            "parent_run_id",
            "message_origin");

    /** Other keys in our histories and those of the Python service, which no provider accepts. */
    private static final List<String> NOT_FOR_PROVIDERS = List.of("citations", "provider_data");

    /** An item that the framework did not write itself. */
    public ThreadItem(Item item, Origin origin, long timestamp) {
        this(item, origin, timestamp, null);
    }

    /**
     * Reads an item that a client sent back. Its tree is copied without our keys and without keys that no provider
     * accepts.
     *
     * @return empty if the object is not an item; the contract requires it to be skipped
     */
    public static Optional<ThreadItem> of(ObjectNode json) {
        Origin origin = new Origin(
                json.path("agent").asText(""),
                textOrNull(json.get("callerAgent")),
                json.path("agent_run_id").asText(""),
                json.path("run_trace_id").asText(""),
                textOrNull(json.get("parent_run_id")));
        ObjectNode bare = Json.object();
        bare.setAll(json);
        bare.remove(BOOKKEEPING);
        bare.remove(NOT_FOR_PROVIDERS);
        long timestamp = json.path("timestamp").asLong(0);
        @Nullable String messageOrigin = textOrNull(json.get("message_origin"));
        return Item.of(bare).map(item -> new ThreadItem(item, origin, timestamp, messageOrigin));
    }

    /** Returns this item with another timestamp. */
    public ThreadItem at(long time) {
        return new ThreadItem(item, origin, time, messageOrigin);
    }

    /** Returns the item's wire JSON; a new tree at each call. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.setAll(item.json());
        json.put("agent", origin.agent());
        json.put("callerAgent", origin.callerAgent());
        json.put("timestamp", timestamp);
        json.put("agent_run_id", origin.agentRunId());
        json.put("run_trace_id", origin.runTraceId());
        json.put("history_protocol", "responses");
        if (origin.parentCallId() != null) {
            // The original writes the id of the call there, in spite of the key's name.
            json.put("parent_run_id", origin.parentCallId());
        }
        if (messageOrigin != null) {
            json.put("message_origin", messageOrigin);
        }
        ArrayNode citations = citations();
        return citations.isEmpty() ? json : json.set("citations", citations);
    }

    /** Returns the files that the model cites in a message, in the form of the original's histories. */
    private ArrayNode citations() {
        ArrayNode citations = Json.array();
        if (item instanceof Item.Message message && message.role().equals("assistant")) {
            for (JsonNode part : message.json().path("content")) {
                for (JsonNode annotation : part.path("annotations")) {
                    if (annotation instanceof ObjectNode cited
                            && cited.path("type").asText().equals("file_citation")) {
                        ObjectNode citation = citations.addObject();
                        citation.setAll(cited);
                        citation.put("method", "direct_file");
                    }
                }
            }
        }
        return citations;
    }

    private static @Nullable String textOrNull(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asText();
    }
}
