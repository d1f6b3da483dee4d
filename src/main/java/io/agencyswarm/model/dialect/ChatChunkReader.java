package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an answer of Chat Completions, streamed or as one JSON object. */
final class ChatChunkReader implements AnswerReader.ChunkReader {

    private final @Nullable ReasoningDetails details;

    /**
     * Creates a reader for one answer.
     *
     * @param details collects what the provider expects back with the calls; null if there is nothing
     */
    ChatChunkReader(@Nullable ReasoningDetails details) {
        this.details = details;
    }

    @Override
    public void read(@Nullable String name, JsonNode chunk, AnswerBuilder answer) {
        JsonNode usage = chunk.path("usage").isObject() ? chunk.path("usage") : chunk.at("/x_groq/usage");
        if (usage.isObject()) {
            answer.setUsage(UsageReader.ofChat(usage));
        }
        JsonNode choice = LenientFields.list(chunk, "choices").path(0);
        if (choice.path("delta").isObject()) {
            readMessage(choice.path("delta"), answer);
        } else if (choice.path("text").isTextual()) {
            answer.addText(choice.path("text").textValue());
        } else if (!answer.hasContent()) {
            // A complete answer, unless it only repeats what was streamed.
            readMessage(choice.path("message"), answer);
        }
        answer.setFinishReason(LenientFields.word(choice, "finish_reason"));
        if (usage.isObject() && choice.isMissingNode() && answer.hasFinishReason()) {
            answer.end();
        }
    }

    private void readMessage(JsonNode delta, AnswerBuilder answer) {
        if (details != null) {
            JsonNode pieces = LenientFields.list(delta, "reasoning_details");
            answer.countBuffered(pieces.isEmpty() ? 0 : Json.text(pieces).length());
            details.add(pieces);
        }
        answer.addReasoning(reasoning(delta));
        readContent(delta.path("content"), answer);
        answer.addText(LenientFields.text(delta, "refusal"));
        for (JsonNode call : LenientFields.list(delta, "tool_calls")) {
            JsonNode function = call.path("function");
            if (function.isObject()) {
                JsonNode index = call.path("index");
                answer.addCall(
                        index.isIntegralNumber() ? index.intValue() : null,
                        LenientFields.text(call, "id"),
                        LenientFields.text(function, "name"),
                        function.path("arguments"));
            }
        }
        JsonNode single = delta.path("function_call");
        if (single.isObject()) {
            answer.addCall(0, "", LenientFields.text(single, "name"), single.path("arguments"));
        }
    }

    /** Reads the reasoning once: some servers send it in two fields. */
    private static String reasoning(JsonNode delta) {
        String content = LenientFields.text(delta, "reasoning_content");
        return content.isEmpty() ? LenientFields.text(delta, "reasoning") : content;
    }

    /** Reads a text or a list of parts. Parts without a text, such as references, are ignored. */
    private static void readContent(JsonNode content, AnswerBuilder answer) {
        answer.addText(LenientFields.text(content));
        for (JsonNode part : content.isObject() ? List.of(content) : content) {
            if (LenientFields.text(part, "type").equals("thinking")) {
                readThinking(part.path("thinking"), answer);
            } else {
                answer.addText(part.isTextual() ? part.textValue() : LenientFields.text(part, "text"));
            }
        }
    }

    private static void readThinking(JsonNode thinking, AnswerBuilder answer) {
        answer.addReasoning(LenientFields.text(thinking));
        for (JsonNode part : thinking.isArray() ? thinking : thinking.path("parts")) {
            answer.addReasoning(LenientFields.text(part, "text"));
        }
    }
}
