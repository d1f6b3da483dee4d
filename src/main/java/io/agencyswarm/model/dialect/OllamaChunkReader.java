package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an answer of Ollama's chat API. */
final class OllamaChunkReader implements AnswerReader.ChunkReader {

    @Override
    public void read(@Nullable String name, JsonNode line, AnswerBuilder answer) {
        JsonNode message = line.path("message");
        answer.addReasoning(LenientFields.text(message, "thinking"));
        answer.addText(LenientFields.text(message, "content"));
        for (JsonNode call : LenientFields.list(message, "tool_calls")) {
            // Each call is complete. Their numbers are ignored.
            JsonNode function = call.path("function");
            answer.addCompleteCall(
                    LenientFields.text(call, "id"), LenientFields.text(function, "name"), function.path("arguments"));
        }
        if (line.path("done").asBoolean(false)) {
            long input = line.path("prompt_eval_count").asLong(0);
            long output = line.path("eval_count").asLong(0);
            answer.setUsage(new TokenUsage(input, 0, 0, output, null, input + output));
            answer.setFinishReason(LenientFields.word(line, "done_reason"));
            answer.end();
        }
    }
}
