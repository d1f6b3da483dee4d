package io.agencyswarm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
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

    private final Map<Integer, AnswerPart> calls = new HashMap<>();
    private @Nullable AnswerPart reasoning;
    private @Nullable AnswerPart message;

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
            endReasoningPart(null);
            AnswerPart part = message == null ? beginMessage() : message;
            part.text().append(delta);
            ObjectNode event = part.contentEvent("output_text.delta").put("delta", delta);
            event.putArray("logprobs");
            emitDelta(event, part);
        }
        return drain();
    }

    /** Adds a piece of the reasoning's summary. An empty piece gives no events. */
    public List<ModelEvent> reasoning(String delta) {
        if (!delta.isEmpty()) {
            endMessage();
            AnswerPart part = reasoning == null ? beginReasoning() : reasoning;
            if (part.text().isEmpty()) {
                emit(part.summaryEvent("part.added").set("part", AnswerJson.summaryText("")));
            }
            part.text().append(delta);
            emitDelta(part.summaryEvent("text.delta").put("delta", delta), part);
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
        endReasoningPart(encrypted);
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
        AnswerPart part = calls.get(index);
        if (part == null) {
            endReasoningPart(null);
            endMessage();
            part = beginItem(
                    AnswerJson.call(callId == null || callId.isEmpty() ? AnswerJson.newId("call") : callId, name));
            calls.put(index, part);
        }
        if (!arguments.isEmpty()) {
            part.text().append(arguments);
            emitDelta(part.event("function_call_arguments.delta").put("delta", arguments), part);
        }
        return drain();
    }

    /**
     * Ends a call. A call that has ended or never begun gives no events. Arguments that are missing, blank or
     * {@code null} become {@code {}}.
     */
    public List<ModelEvent> endCall(int index) {
        AnswerPart part = calls.remove(index);
        if (part != null) {
            String text = part.text().toString();
            String arguments = isBlankOrNull(text) ? "{}" : text;
            emit(part.event("function_call_arguments.done")
                    .put("name", part.item().path("name").textValue())
                    .put("arguments", arguments));
            endItem(part, part.item().deepCopy().put("status", "completed").put("arguments", arguments));
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
        endReasoningPart(null);
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

    private AnswerPart beginMessage() {
        AnswerPart part = beginItem(AnswerJson.message());
        message = part;
        emit(part.contentEvent("content_part.added").set("part", AnswerJson.outputText("")));
        return part;
    }

    private void endMessage() {
        AnswerPart part = message;
        if (part == null) {
            return;
        }
        message = null;
        String text = part.text().toString();
        ObjectNode doneEvent = part.contentEvent("output_text.done").put("text", text);
        doneEvent.putArray("logprobs");
        emit(doneEvent);
        emit(part.contentEvent("content_part.done").set("part", AnswerJson.outputText(text)));
        ObjectNode item = part.item().deepCopy().put("status", "completed");
        item.withArray("content").add(AnswerJson.outputText(text));
        endItem(part, item);
    }

    private AnswerPart beginReasoning() {
        AnswerPart part = beginItem(AnswerJson.reasoning());
        reasoning = part;
        return part;
    }

    private void endReasoningPart(@Nullable String encrypted) {
        AnswerPart part = reasoning;
        if (part == null) {
            return;
        }
        reasoning = null;
        ObjectNode item = part.item().deepCopy();
        if (!part.text().isEmpty()) {
            ObjectNode summary = AnswerJson.summaryText(part.text().toString());
            emit(part.summaryEvent("text.done").set("text", summary.get("text")));
            emit(part.summaryEvent("part.done").set("part", summary));
            item.withArray("summary").add(summary);
        }
        if (encrypted != null) {
            item.put("encrypted_content", encrypted);
        }
        endItem(part, item);
    }

    private AnswerPart beginItem(ObjectNode item) {
        AnswerPart part = new AnswerPart(item, output.size(), new StringBuilder());
        output.add(item);
        emit(Json.object()
                .put("type", "response.output_item.added")
                .put("output_index", part.index())
                .set("item", item));
        return part;
    }

    private void endItem(AnswerPart part, ObjectNode completeItem) {
        output.set(part.index(), completeItem);
        emit(Json.object()
                .put("type", "response.output_item.done")
                .put("output_index", part.index())
                .set("item", completeItem));
    }

    private static boolean isBlankOrNull(String arguments) {
        String stripped = arguments.strip();
        return stripped.isEmpty() || stripped.equals("null");
    }

    private void emit(ObjectNode event) {
        ready.add(ModelEventReader.read(bytes(event)));
    }

    /** Emits an event without parsing it: the run only passes it on. */
    private void emitDelta(ObjectNode event, AnswerPart part) {
        ready.add(new ModelEvent.Progress(event.path("type").textValue(), bytes(event), part.id(), null));
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
