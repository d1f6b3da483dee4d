package io.agencyswarm.model.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.usage.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts another provider's answer, piece by piece, to events of the Responses API. Each method returns the events of
 * its piece, in order. Call {@link #begin} first, then a method for each piece, then {@link #complete},
 * {@link #incomplete} or {@link #fail}. Text ends the reasoning before it; a call ends both. Several calls may be open
 * at once, each until {@link #endCall} or the end. Not thread-safe.
 */
public final class AnswerEvents {

    private final String id = AnswerJson.newId("resp");
    private final long created = Instant.now().getEpochSecond();
    private final String model;

    private final Map<Integer, OpenItem> calls = new HashMap<>();
    private @Nullable OpenItem reasoning;
    private @Nullable OpenItem message;

    private final List<ObjectNode> output = new ArrayList<>();
    private List<ModelEvent> ready = new ArrayList<>();
    private int sequence;

    /** Creates an answer of {@code model} with new ids. */
    public AnswerEvents(String model) {
        this.model = model;
    }

    /** Returns whether this class wrote the reasoning. OpenAI does not know its id and would refuse it. */
    public static boolean wrote(Item.Reasoning reasoning) {
        return reasoning.json().path("id").asText("").startsWith(AnswerJson.REASONING_ID_PREFIX);
    }

    /** Begins the answer. */
    public List<ModelEvent> begin() {
        emit(Json.object().put("type", "response.created").set("response", response("in_progress")));
        emit(Json.object().put("type", "response.in_progress").set("response", response("in_progress")));
        return drain();
    }

    /** Adds a piece of text. An empty piece gives no events. */
    public List<ModelEvent> text(String delta) {
        if (!delta.isEmpty()) {
            endOpenReasoning(null);
            OpenItem item = message == null ? beginMessage() : message;
            item.text().append(delta);
            ObjectNode event = item.contentEvent("output_text.delta").put("delta", delta);
            event.putArray("logprobs");
            emitDelta(event, item);
        }
        return drain();
    }

    /** Adds a piece of the reasoning's summary. An empty piece gives no events. */
    public List<ModelEvent> reasoning(String delta) {
        if (!delta.isEmpty()) {
            endMessage();
            OpenItem item = reasoning == null ? beginReasoning() : reasoning;
            if (item.text().isEmpty()) {
                emit(item.summaryEvent("part.added").set("part", AnswerJson.summaryText("")));
            }
            item.text().append(delta);
            emitDelta(item.summaryEvent("text.delta").put("delta", delta), item);
        }
        return drain();
    }

    /**
     * Ends the reasoning.
     *
     * @param encrypted what the provider expects back with the reasoning in the next request, such as a signature; if
     *     it is not null, there is a reasoning item even without a summary
     */
    public List<ModelEvent> endReasoning(@Nullable String encrypted) {
        if (reasoning == null && encrypted != null) {
            endMessage();
            beginReasoning();
        }
        endOpenReasoning(encrypted);
        return drain();
    }

    /**
     * Adds a piece of a call.
     *
     * @param index identifies the call within the answer; any number
     * @param callId read from the call's first piece; if it is null or empty, a new id is made
     * @param name read from the call's first piece
     * @param arguments the next piece of the arguments' JSON; may be empty
     */
    public List<ModelEvent> call(int index, @Nullable String callId, String name, String arguments) {
        OpenItem item = calls.get(index);
        if (item == null) {
            endOpenReasoning(null);
            endMessage();
            String knownId = callId == null || callId.isEmpty() ? AnswerJson.newId("call") : callId;
            item = beginItem(AnswerJson.call(AnswerJson.newId("fc"), knownId, name));
            calls.put(index, item);
        }
        if (!arguments.isEmpty()) {
            item.text().append(arguments);
            emitDelta(item.event("function_call_arguments.delta").put("delta", arguments), item);
        }
        return drain();
    }

    /**
     * Ends a call. A call that has ended or never begun gives no events. Arguments that are missing, blank or
     * {@code null} become {@code {}}.
     */
    public List<ModelEvent> endCall(int index) {
        OpenItem item = calls.remove(index);
        if (item != null) {
            String text = item.text().toString();
            String arguments = isBlankOrNull(text) ? "{}" : text;
            emit(item.event("function_call_arguments.done")
                    .put("name", item.json().path("name").textValue())
                    .put("arguments", arguments));
            endItem(item, item.json().deepCopy().put("status", "completed").put("arguments", arguments));
        }
        return drain();
    }

    /** Completes the answer. */
    public List<ModelEvent> complete(TokenUsage usage) {
        return complete(usage, null);
    }

    /**
     * Completes the answer.
     *
     * @param finishReason the provider's own finish reason, sent as {@code metadata.finish_reason}; null if there is
     *     none
     */
    public List<ModelEvent> complete(TokenUsage usage, @Nullable String finishReason) {
        return end(response("completed"), usage, finishReason);
    }

    /**
     * Ends an answer that was cut short.
     *
     * @param reason {@code max_output_tokens}, {@code content_filter}, or a reason for which the Responses API has no
     *     value
     * @param finishReason as for {@link #complete(TokenUsage, String)}
     */
    public List<ModelEvent> incomplete(String reason, TokenUsage usage, @Nullable String finishReason) {
        ObjectNode response = response("incomplete");
        response.putObject("incomplete_details").put("reason", reason);
        return end(response, usage, finishReason);
    }

    /**
     * Ends an answer that failed.
     *
     * @param why the error message of the model or its server
     */
    public List<ModelEvent> fail(String why, TokenUsage usage) {
        ObjectNode response = response("failed");
        response.putObject("error").put("code", "server_error").put("message", why);
        return end(response, usage, null);
    }

    private List<ModelEvent> end(ObjectNode response, TokenUsage usage, @Nullable String finishReason) {
        if (finishReason != null) {
            response.putObject("metadata").put("finish_reason", finishReason);
        }
        List<ModelEvent> last = new ArrayList<>();
        endOpenReasoning(null);
        endMessage();
        last.addAll(drain());
        calls.entrySet().stream()
                .sorted(Comparator.comparingInt(call -> call.getValue().index()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(index -> last.addAll(endCall(index)));
        response.putArray("output").addAll(output);
        response.set("usage", AnswerJson.usage(usage));
        emit(Json.object()
                .put("type", "response." + response.path("status").textValue())
                .set("response", response));
        last.addAll(drain());
        return last;
    }

    private OpenItem beginMessage() {
        OpenItem item = beginItem(AnswerJson.message(AnswerJson.newId("msg")));
        message = item;
        emit(item.contentEvent("content_part.added").set("part", AnswerJson.outputText("")));
        return item;
    }

    private void endMessage() {
        OpenItem item = message;
        if (item == null) {
            return;
        }
        message = null;
        String text = item.text().toString();
        ObjectNode doneEvent = item.contentEvent("output_text.done").put("text", text);
        doneEvent.putArray("logprobs");
        emit(doneEvent);
        emit(item.contentEvent("content_part.done").set("part", AnswerJson.outputText(text)));
        ObjectNode complete = item.json().deepCopy().put("status", "completed");
        complete.withArray("content").add(AnswerJson.outputText(text));
        endItem(item, complete);
    }

    private OpenItem beginReasoning() {
        OpenItem item = beginItem(AnswerJson.reasoning(AnswerJson.newId(AnswerJson.REASONING_ID_PREFIX)));
        reasoning = item;
        return item;
    }

    private void endOpenReasoning(@Nullable String encrypted) {
        OpenItem item = reasoning;
        if (item == null) {
            return;
        }
        reasoning = null;
        ObjectNode complete = item.json().deepCopy();
        if (!item.text().isEmpty()) {
            ObjectNode summary = AnswerJson.summaryText(item.text().toString());
            emit(item.summaryEvent("text.done").set("text", summary.get("text")));
            emit(item.summaryEvent("part.done").set("part", summary));
            complete.withArray("summary").add(summary);
        }
        if (encrypted != null) {
            complete.put("encrypted_content", encrypted);
        }
        endItem(item, complete);
    }

    private OpenItem beginItem(ObjectNode json) {
        OpenItem item = new OpenItem(json, output.size(), new StringBuilder());
        output.add(json);
        emit(Json.object()
                .put("type", "response.output_item.added")
                .put("output_index", item.index())
                .set("item", json));
        return item;
    }

    private void endItem(OpenItem item, ObjectNode completeItem) {
        output.set(item.index(), completeItem);
        emit(Json.object()
                .put("type", "response.output_item.done")
                .put("output_index", item.index())
                .set("item", completeItem));
    }

    private static boolean isBlankOrNull(String arguments) {
        String stripped = arguments.strip();
        return stripped.isEmpty() || stripped.equals("null");
    }

    private void emit(ObjectNode event) {
        ready.add(ModelEventReader.read(bytes(event)));
    }

    /** Emits an event without parsing it: the run only forwards it. */
    private void emitDelta(ObjectNode event, OpenItem item) {
        ready.add(new ModelEvent.Forwarded(event.path("type").textValue(), bytes(event), item.id(), null));
    }

    private byte[] bytes(ObjectNode event) {
        return Json.bytes(event.put("sequence_number", sequence++));
    }

    private List<ModelEvent> drain() {
        List<ModelEvent> events = ready;
        ready = new ArrayList<>();
        return events;
    }

    private ObjectNode response(String status) {
        return AnswerJson.response(id, created, model).put("status", status);
    }
}
