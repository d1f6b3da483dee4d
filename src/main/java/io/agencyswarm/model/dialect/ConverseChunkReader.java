package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of an answer of Bedrock's Converse API: blocks (each with start, deltas and stop), then the stop
 * reason.
 */
final class ConverseChunkReader implements AnswerReader.ChunkReader {

    /** Prefix of this format's signatures. */
    static final String TAG = "bedrock:";

    @Override
    public void read(@Nullable String name, JsonNode event, AnswerBuilder answer) {
        int block = event.path("contentBlockIndex").asInt(0);
        switch (String.valueOf(name)) {
            case "contentBlockStart" -> {
                JsonNode call = event.at("/start/toolUse");
                if (call.isObject()) {
                    answer.addCall(
                            block,
                            LenientFields.text(call, "toolUseId"),
                            LenientFields.text(call, "name"),
                            call.path("input"));
                }
            }
            case "contentBlockDelta" -> readPiece(block, event.path("delta"), answer);
            case "contentBlockStop" -> answer.endCall(block);
            case "messageStop" -> answer.setFinishReason(LenientFields.word(event, "stopReason"));
            case "metadata" -> {
                answer.setUsage(UsageReader.ofConverse(event.path("usage")));
                if (answer.hasFinishReason()) {
                    answer.end();
                }
            }
            default -> {
                // The start of the message, or an event of a future version.
            }
        }
    }

    private static void readPiece(int block, JsonNode delta, AnswerBuilder answer) {
        answer.addText(LenientFields.text(delta, "text"));
        JsonNode reasoning = delta.path("reasoningContent");
        answer.addReasoning(LenientFields.text(reasoning, "text"));
        String signature = LenientFields.text(reasoning, "signature");
        if (!signature.isEmpty()) {
            answer.setSignature(TAG + signature);
        }
        String redacted = LenientFields.text(reasoning, "redactedContent");
        if (!redacted.isEmpty()) {
            answer.setSignature(TAG + AnthropicChunkReader.REDACTED + redacted);
        }
        JsonNode input = delta.path("toolUse").path("input");
        if (!input.isMissingNode()) {
            answer.addCall(block, "", "", input);
        }
    }
}
