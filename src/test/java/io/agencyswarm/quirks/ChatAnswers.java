package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers in the formats of chats. */
final class ChatAnswers {

    private ChatAnswers() {}

    /** Chunks of Chat Completions, with reasoning as {@code reasoning_content}. */
    static List<String> chat(SpokenAnswer answer) {
        List<ObjectNode> deltas = new ArrayList<>();
        if (!answer.reasoning().isEmpty()) {
            deltas.add(JsonText.object().put("role", "assistant").put("reasoning_content", answer.reasoning()));
        }
        if (!answer.text().isEmpty()) {
            deltas.add(JsonText.object().put("role", "assistant").put("content", answer.text()));
        }
        return chunks(answer, deltas);
    }

    /** Chunks of Mistral, with reasoning as a part of the content. */
    static List<String> mistral(SpokenAnswer answer) {
        List<ObjectNode> deltas = new ArrayList<>();
        if (!answer.reasoning().isEmpty()) {
            ObjectNode delta = JsonText.object().put("role", "assistant");
            ObjectNode thinking = delta.putArray("content").addObject().put("type", "thinking");
            thinking.putArray("thinking").addObject().put("type", "text").put("text", answer.reasoning());
            deltas.add(delta);
        }
        if (!answer.text().isEmpty()) {
            deltas.add(JsonText.object().put("role", "assistant").put("content", answer.text()));
        }
        return chunks(answer, deltas);
    }

    /** Lines of Ollama. */
    static ScriptedTurn ollama(SpokenAnswer answer) {
        List<ObjectNode> lines = new ArrayList<>();
        ObjectNode json = JsonText.object().put("role", "assistant").put("content", answer.text());
        if (!answer.reasoning().isEmpty()) {
            json.put("thinking", answer.reasoning());
        }
        for (SpokenAnswer.Call call : answer.calls()) {
            ObjectNode function = json.withArray("tool_calls").addObject().putObject("function");
            function.put("name", call.name()).set("arguments", call.arguments());
        }
        lines.add(line().put("done", false).set("message", json));
        ObjectNode last = line().put("done", true).put("done_reason", "stop");
        last.put("prompt_eval_count", 7).put("eval_count", 4);
        last.putObject("message").put("role", "assistant").put("content", "");
        lines.add(last);
        String body = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        return ScriptedTurn.of(200, "application/x-ndjson", body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> chunks(SpokenAnswer answer, List<ObjectNode> deltas) {
        if (!answer.calls().isEmpty()) {
            deltas.add(calls(answer.calls()));
        }
        List<String> events = new ArrayList<>();
        deltas.forEach(delta -> events.add(SseAnswers.data(chunk(delta, JsonText.MAPPER.nullNode()))));
        ObjectNode last = chunk(
                JsonText.object(), JsonText.MAPPER.valueToTree(answer.calls().isEmpty() ? "stop" : "tool_calls"));
        last.putObject("usage")
                .put("prompt_tokens", 7)
                .put("completion_tokens", 4)
                .put("total_tokens", 11);
        events.add(SseAnswers.data(last));
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static ObjectNode calls(List<SpokenAnswer.Call> calls) {
        ObjectNode delta = JsonText.object().put("role", "assistant").putNull("content");
        ArrayNode list = delta.putArray("tool_calls");
        for (SpokenAnswer.Call call : calls) {
            list.addObject()
                    .put("index", list.size() - 1)
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments().toString());
        }
        return delta;
    }

    private static ObjectNode chunk(ObjectNode delta, JsonNode reason) {
        ObjectNode chunk = JsonText.object().put("id", "chatcmpl-last").put("object", "chat.completion.chunk");
        chunk.put("created", 1_760_000_000).put("model", "scripted");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.set("finish_reason", reason);
        return chunk;
    }

    private static ObjectNode line() {
        return JsonText.object().put("model", "scripted").put("created_at", "2026-01-02T03:04:05Z");
    }
}
