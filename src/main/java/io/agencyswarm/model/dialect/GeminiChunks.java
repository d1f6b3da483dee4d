package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads the chunks of an answer of Gemini's {@code generateContent}. */
final class GeminiChunks implements AnswerReader.Chunks {

    /** Tells this format's signatures from others. */
    static final String TAG = "gemini:";

    @Override
    public void read(@Nullable String name, JsonNode chunk, Answer answer) {
        if (chunk.path("usageMetadata").isObject()) {
            answer.usage(Usages.ofGemini(chunk.path("usageMetadata")));
        }
        JsonNode candidate = Fields.list(chunk, "candidates").path(0);
        for (JsonNode part : Fields.list(candidate.path("content"), "parts")) {
            part(part, answer);
        }
        answer.detail(Fields.text(candidate, "finishMessage"));
        answer.reason(Fields.word(candidate, "finishReason"));
        JsonNode feedback = chunk.path("promptFeedback");
        String blocked = Fields.text(feedback, "blockReason");
        if (!blocked.isEmpty() && candidate.isMissingNode()) {
            answer.detail(Fields.text(feedback, "blockReasonMessage"));
            answer.fail("its provider blocked the prompt, with the reason " + blocked);
        }
    }

    private static void part(JsonNode part, Answer answer) {
        String text = Fields.text(part, "text");
        JsonNode call = part.path("functionCall");
        if (call.isObject()) {
            String signature = Fields.text(part, "thoughtSignature");
            if (!signature.isEmpty()) {
                answer.signature(TAG + signature);
            }
            answer.wholeCall(Fields.text(call, "id"), Fields.text(call, "name"), call.path("args"));
        } else if (part.path("thought").asBoolean(false)) {
            answer.reasoning(text);
        } else {
            answer.text(text);
        }
    }
}
