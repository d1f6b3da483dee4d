package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an answer of Ollama's chat. */
final class OllamaChunks implements AnswerReader.Chunks {

    @Override
    public void read(@Nullable String name, JsonNode line, Answer answer) {
        JsonNode message = line.path("message");
        answer.reasoning(Fields.text(message, "thinking"));
        answer.text(Fields.text(message, "content"));
        for (JsonNode call : Fields.list(message, "tool_calls")) {
            // Each is whole; their numbers, where there are any, tell nothing.
            JsonNode function = call.path("function");
            answer.wholeCall(Fields.text(call, "id"), Fields.text(function, "name"), function.path("arguments"));
        }
        if (line.path("done").asBoolean(false)) {
            long input = line.path("prompt_eval_count").asLong(0);
            long output = line.path("eval_count").asLong(0);
            answer.usage(new TokenUsage(input, 0, 0, output, null, input + output));
            answer.reason(Fields.word(line, "done_reason"));
            answer.end();
        }
    }
}
