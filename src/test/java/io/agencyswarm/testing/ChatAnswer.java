package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.offline.Ids;
import io.agencyswarm.model.offline.ScriptStep;
import io.agencyswarm.model.offline.ScriptedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An answer as chunks of a chat completion. Its events have no type, because that API has none; the last one of a
 * complete answer is {@code [DONE]}. A model that fails sends an error chunk, as OpenAI's does.
 */
final class ChatAnswer implements ModelAnswer {

    private static final int TOKENS_PER_MESSAGE = 10;
    private static final long CREATED = 1_767_225_600;
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    /** The text of an answer that does not complete. */
    private static final ScriptStep.TextAnswer BEGINNING =
            new ScriptStep.TextAnswer(List.of("this ", "answer ", "will "), Duration.ZERO);

    private final String id;
    private final ObjectNode request;
    private final Ids ids;
    private final Deque<ScriptedEvent> before = new ArrayDeque<>();
    private ScriptStep.TextAnswer textAnswer = new ScriptStep.TextAnswer(List.of(), Duration.ZERO);
    private int said;
    private final Deque<ScriptedEvent> after = new ArrayDeque<>();
    private final ObjectNode message = Json.object().put("role", "assistant");
    private @Nullable ObjectNode whole;

    ChatAnswer(ScriptStep.AnswerStep step, ObjectNode request, Ids ids) {
        this.id = ids.next("chatcmpl");
        this.request = request;
        this.ids = ids;
        before.add(chunk(Json.object().put("role", "assistant").put("content", ""), null));
        play(step);
    }

    @Override
    public boolean hasNext() {
        return !before.isEmpty() || said < textAnswer.words().size() || !after.isEmpty();
    }

    @Override
    public ScriptedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the answer is over");
        }
        if (!before.isEmpty()) {
            return before.remove();
        }
        if (said == textAnswer.words().size()) {
            return after.remove();
        }
        Duration pause = said == 0 ? Duration.ZERO : textAnswer.pause();
        ObjectNode word = Json.object().put("content", textAnswer.words().get(said++));
        return new ScriptedEvent.Event(pause, "", Json.bytes(completion("chat.completion.chunk", "delta", word, null)));
    }

    @Override
    public Optional<ObjectNode> whole() {
        return Optional.ofNullable(whole);
    }

    private void play(ScriptStep.AnswerStep step) {
        switch (step) {
            case ScriptStep.ReasoningStep(String summary, ScriptStep.AnswerStep answer) -> {
                before.add(chunk(Json.object().put("reasoning_content", summary), null));
                message.put("reasoning_content", summary);
                play(answer);
            }
            case ScriptStep.TextAnswer text -> {
                textAnswer = text;
                message.put("content", String.join("", text.words()));
                complete("stop");
            }
            case ScriptStep.Calls(List<ScriptStep.Call> calls) -> {
                ArrayNode called = message.putNull("content").putArray("tool_calls");
                calls.forEach(call -> called.add(call(called.size(), call)));
                after.add(chunk(Json.object().set("tool_calls", called), null));
                complete("tool_calls");
            }
            case ScriptStep.Broken _ -> {
                textAnswer = BEGINNING;
                ObjectNode error = Json.object().put("message", "The fake model broke.");
                error.put("type", "server_error").putNull("param").put("code", "server_error");
                after.add(event(Json.object().set("error", error)));
            }
            case ScriptStep.Drop _ -> {
                textAnswer = BEGINNING;
                after.add(new ScriptedEvent.Cut());
            }
            case ScriptStep.Hang _ -> after.add(new ScriptedEvent.Silence());
        }
    }

    private ObjectNode call(int index, ScriptStep.Call call) {
        ObjectNode json = Json.object().put("index", index).put("id", ids.next("call"));
        json.put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
        return json;
    }

    private void complete(String reason) {
        whole = completion("chat.completion", "message", message, reason).set("usage", usage());
        after.add(chunk(Json.object(), reason));
        if (request.path("stream_options").path("include_usage").asBoolean()) {
            ObjectNode last = completion("chat.completion.chunk", "delta", Json.object(), null);
            last.putArray("choices");
            after.add(event(last.set("usage", usage())));
        }
        after.add(new ScriptedEvent.Event(Duration.ZERO, "", DONE));
    }

    /** Counts tokens as the Responses API does, except that calls have none. */
    private ObjectNode usage() {
        long messages = StreamSupport.stream(request.path("messages").spliterator(), false)
                .filter(answer -> !answer.path("role").asText().equals("system"))
                .count();
        long input = messages * TOKENS_PER_MESSAGE;
        int output = textAnswer.words().size();
        return Json.object()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }

    private ScriptedEvent chunk(JsonNode delta, @Nullable String reason) {
        return event(completion("chat.completion.chunk", "delta", delta, reason));
    }

    private ObjectNode completion(String object, String part, JsonNode answer, @Nullable String reason) {
        ObjectNode completion = Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", CREATED)
                .put("model", request.path("model").asText("gpt-fake"));
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.set(part, answer);
        choice.put("finish_reason", reason);
        return completion;
    }

    private static ScriptedEvent event(JsonNode json) {
        return new ScriptedEvent.Event(Duration.ZERO, "", Json.bytes(json));
    }
}
