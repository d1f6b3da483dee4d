package io.agencyswarm.model.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.answer.AnswerJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a sequence of events, with the order, types and fields of the Responses API's events. Events are created
 * on demand, so that a long answer takes no memory. Not thread-safe.
 */
public final class ScriptedAnswer implements Iterator<ScriptedEvent> {

    private static final ObjectWriter WRITER = Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    /** The text of an answer that breaks off. */
    private static final List<String> BEGINNING = List.of("this ", "answer ", "will ");

    private final ScriptedRequest request;
    private final Ids ids;

    private final List<ObjectNode> before = new ArrayList<>();
    private ScriptStep.TextAnswer textAnswer = new ScriptStep.TextAnswer(List.of(), Duration.ZERO);
    private final List<ObjectNode> after = new ArrayList<>();
    private @Nullable ScriptedEvent end;

    private final List<ObjectNode> output = new ArrayList<>();
    private String messageId = "";
    private int messageIndex;
    private int position;

    /**
     * Creates the answer of a step.
     *
     * @param ids creates the ids of the items and calls, within this constructor
     */
    public ScriptedAnswer(ScriptStep.AnswerStep step, ScriptedRequest request, Ids ids) {
        this.request = request;
        this.ids = ids;
        ObjectNode response = request.response();
        before.add(event("response.created").set("response", response));
        before.add(event("response.in_progress").set("response", response));
        play(step);
    }

    @Override
    public boolean hasNext() {
        return position < events() || (end != null && position == events());
    }

    @Override
    public ScriptedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the answer has ended");
        }
        int at = position++;
        if (end != null && at == events()) {
            return end;
        }
        int word = at - before.size();
        if (word < 0) {
            return event(Duration.ZERO, before.get(at), at);
        }
        if (word < textAnswer.words().size()) {
            return event(
                    word == 0 ? Duration.ZERO : textAnswer.pause(),
                    delta(textAnswer.words().get(word)),
                    at);
        }
        return event(Duration.ZERO, after.get(word - textAnswer.words().size()), at);
    }

    private int events() {
        return before.size() + textAnswer.words().size() + after.size();
    }

    private void play(ScriptStep.AnswerStep step) {
        switch (step) {
            case ScriptStep.ReasoningStep(String summary, ScriptStep.AnswerStep answer) -> {
                emitReasoning(summary);
                play(answer);
            }
            case ScriptStep.TextAnswer text -> {
                beginMessage(text);
                endMessage(String.join("", text.words()));
                complete(text.words().size());
            }
            case ScriptStep.Calls(List<ScriptStep.Call> calls) -> {
                long tokens = 0;
                for (ScriptStep.Call call : calls) {
                    tokens += emitCall(call);
                }
                complete(tokens);
            }
            case ScriptStep.Broken _ -> {
                beginMessage(new ScriptStep.TextAnswer(BEGINNING, Duration.ZERO));
                after.add(event("response.failed").set("response", request.failed()));
            }
            case ScriptStep.Drop _ -> {
                beginMessage(new ScriptStep.TextAnswer(BEGINNING, Duration.ZERO));
                end = new ScriptedEvent.Cut();
            }
            case ScriptStep.Hang _ -> end = new ScriptedEvent.Silence();
        }
    }

    private void emitReasoning(String summary) {
        String id = ids.next("rs");
        emitAdded(AnswerJson.reasoning(id));
        before.add(summaryEvent("part.added", id).set("part", AnswerJson.summaryText("")));
        before.add(summaryEvent("text.delta", id).put("delta", summary));
        before.add(summaryEvent("text.done", id).put("text", summary));
        before.add(summaryEvent("part.done", id).set("part", AnswerJson.summaryText(summary)));
        ObjectNode item = AnswerJson.reasoning(id);
        item.withArray("summary").add(AnswerJson.summaryText(summary));
        emitDone(item, before);
    }

    /** Adds the events of a call. Returns its number of tokens. */
    private int emitCall(ScriptStep.Call call) {
        String id = ids.next("fc");
        String callId = ids.next("call");
        String arguments = call.arguments();
        int half = arguments.offsetByCodePoints(0, arguments.codePointCount(0, arguments.length()) / 2);
        emitAdded(AnswerJson.call(id, callId, call.name()));
        for (String part : List.of(arguments.substring(0, half), arguments.substring(half))) {
            before.add(itemEvent("response.function_call_arguments.delta", id).put("delta", part));
        }
        before.add(itemEvent("response.function_call_arguments.done", id)
                .put("name", call.name())
                .put("arguments", arguments));
        ObjectNode item = AnswerJson.call(id, callId, call.name());
        emitDone(item.put("status", "completed").put("arguments", arguments), before);
        return arguments.getBytes(StandardCharsets.UTF_8).length / 4 + 1;
    }

    private void beginMessage(ScriptStep.TextAnswer text) {
        messageId = ids.next("msg");
        messageIndex = output.size();
        textAnswer = text;
        emitAdded(AnswerJson.message(messageId));
        before.add(textEvent("response.content_part.added").set("part", AnswerJson.outputText("")));
    }

    private void endMessage(String text) {
        ObjectNode doneEvent = textEvent("response.output_text.done").put("text", text);
        doneEvent.putArray("logprobs");
        after.add(doneEvent);
        after.add(textEvent("response.content_part.done").set("part", AnswerJson.outputText(text)));
        ObjectNode item = AnswerJson.message(messageId).put("status", "completed");
        item.withArray("content").add(AnswerJson.outputText(text));
        emitDone(item, after);
    }

    private ObjectNode delta(String word) {
        ObjectNode delta = textEvent("response.output_text.delta").put("delta", word);
        delta.putArray("logprobs");
        return delta;
    }

    private void emitAdded(ObjectNode item) {
        before.add(event("response.output_item.added")
                .put("output_index", output.size())
                .set("item", item));
    }

    private void emitDone(ObjectNode item, List<ObjectNode> events) {
        events.add(event("response.output_item.done")
                .put("output_index", output.size())
                .set("item", item));
        output.add(item);
    }

    private void complete(long tokens) {
        after.add(event("response.completed").set("response", request.completed(output, tokens)));
    }

    private ObjectNode summaryEvent(String type, String id) {
        return itemEvent("response.reasoning_summary_" + type, id).put("summary_index", 0);
    }

    private ObjectNode textEvent(String type) {
        // The message's own index, because output.size() has grown when the words are sent.
        return itemEvent(type, messageId).put("output_index", messageIndex).put("content_index", 0);
    }

    private ObjectNode itemEvent(String type, String id) {
        return event(type).put("item_id", id).put("output_index", output.size());
    }

    private static ObjectNode event(String type) {
        return Json.object().put("type", type);
    }

    private static ScriptedEvent event(Duration delay, ObjectNode event, int sequence) {
        event.put("sequence_number", sequence);
        try {
            return new ScriptedEvent.Event(delay, event.path("type").textValue(), WRITER.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
