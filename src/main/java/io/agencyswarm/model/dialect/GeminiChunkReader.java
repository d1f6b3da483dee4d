package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads the chunks of an answer of Gemini's {@code generateContent}. */
final class GeminiChunkReader implements AnswerReader.ChunkReader {

    /** Prefix of this format's signatures. */
    static final String TAG = "gemini:";

    @Override
    public void read(@Nullable String name, JsonNode chunk, AnswerBuilder answer) {
        if (chunk.path("usageMetadata").isObject()) {
            answer.setUsage(UsageReader.ofGemini(chunk.path("usageMetadata")));
        }
        JsonNode candidate = LenientFields.list(chunk, "candidates").path(0);
        for (JsonNode part : LenientFields.list(candidate.path("content"), "parts")) {
            readPart(part, answer);
        }
        answer.setDetail(LenientFields.text(candidate, "finishMessage"));
        answer.setFinishReason(LenientFields.word(candidate, "finishReason"));
        JsonNode feedback = chunk.path("promptFeedback");
        String blocked = LenientFields.text(feedback, "blockReason");
        if (!blocked.isEmpty() && candidate.isMissingNode()) {
            answer.setDetail(LenientFields.text(feedback, "blockReasonMessage"));
            answer.fail("its provider blocked the prompt, with the reason " + blocked);
        }
    }

    private static void readPart(JsonNode part, AnswerBuilder answer) {
        String text = LenientFields.text(part, "text");
        JsonNode call = part.path("functionCall");
        if (call.isObject()) {
            String signature = LenientFields.text(part, "thoughtSignature");
            if (!signature.isEmpty()) {
                answer.setSignature(TAG + signature);
            }
            answer.addCompleteCall(LenientFields.text(call, "id"), LenientFields.text(call, "name"), call.path("args"));
        } else if (part.path("thought").asBoolean(false)) {
            answer.addReasoning(text);
        } else {
            answer.addText(text);
        }
    }
}
