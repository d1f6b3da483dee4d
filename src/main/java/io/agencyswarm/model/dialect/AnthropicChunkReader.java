package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an answer of Anthropic's Messages API, streamed or as one JSON object. */
final class AnthropicChunkReader implements AnswerReader.ChunkReader {

    /** Prefix of this format's signatures. */
    static final String TAG = "anthropic:";

    /** Prefix of redacted thinking, which has data but no readable text. */
    static final String REDACTED = "redacted:";

    /** The input in the first event of a block, which counts if no pieces follow. */
    private final Map<Integer, JsonNode> inputs = new HashMap<>();

    /** The blocks that are calls of function tools. Hosted tools have inputs too. */
    private final Set<Integer> calls = new HashSet<>();

    private long inputTokens;
    private long cached;
    private long cacheWrites;
    private long outputTokens;

    @Override
    public void read(@Nullable String name, JsonNode event, AnswerBuilder answer) {
        int index = event.path("index").asInt(0);
        String type = LenientFields.text(event, "type");
        switch (type.isEmpty() ? String.valueOf(name) : type) {
            case "message_start" -> readUsage(event.path("message").path("usage"), answer);
            case "content_block_start" -> begin(index, event.path("content_block"), answer);
            case "content_block_delta" -> readPiece(index, event.path("delta"), answer);
            case "content_block_stop" -> end(index, answer);
            case "message_delta" -> {
                readUsage(event.path("usage"), answer);
                answer.setFinishReason(LenientFields.word(event.path("delta"), "stop_reason"));
            }
            case "message_stop" -> finish(answer);
            case "message" -> readWholeMessage(event, answer);
            default -> {
                // Such as a ping, or an event of a future version.
            }
        }
    }

    private void begin(int index, JsonNode block, AnswerBuilder answer) {
        calls.remove(index);
        switch (LenientFields.text(block, "type")) {
            case "text" -> answer.addText(LenientFields.text(block, "text"));
            case "thinking" -> {
                answer.addReasoning(LenientFields.text(block, "thinking"));
                sign(LenientFields.text(block, "signature"), answer);
            }
            case "redacted_thinking" -> answer.setSignature(TAG + REDACTED + LenientFields.text(block, "data"));
            case "tool_use" -> {
                calls.add(index);
                answer.addCall(
                        index,
                        LenientFields.text(block, "id"),
                        LenientFields.text(block, "name"),
                        MissingNode.getInstance());
                if (!block.path("input").isEmpty()) {
                    answer.countBuffered(Json.text(block.path("input")).length());
                    inputs.put(index, block.path("input"));
                }
            }
            default -> {
                // Blocks of hosted tools, which are not offered.
            }
        }
    }

    private void readPiece(int index, JsonNode delta, AnswerBuilder answer) {
        switch (LenientFields.text(delta, "type")) {
            case "text_delta" -> answer.addText(LenientFields.text(delta, "text"));
            case "thinking_delta" -> answer.addReasoning(LenientFields.text(delta, "thinking"));
            case "signature_delta" -> sign(LenientFields.text(delta, "signature"), answer);
            case "input_json_delta" -> {
                JsonNode piece = delta.path("partial_json");
                if (calls.contains(index)
                        && (piece.isContainerNode()
                                || !LenientFields.text(piece).isEmpty())) {
                    inputs.remove(index);
                    answer.addCall(index, "", "", piece);
                }
            }
            default -> {
                // Such as citations.
            }
        }
    }

    private static void sign(String signature, AnswerBuilder answer) {
        if (!signature.isEmpty()) {
            answer.setSignature(TAG + signature);
        }
    }

    private void end(int index, AnswerBuilder answer) {
        JsonNode input = inputs.remove(index);
        if (input != null) {
            answer.addCall(index, "", "", input);
        }
        answer.endCall(index);
    }

    private void finish(AnswerBuilder answer) {
        inputs.forEach((index, input) -> answer.addCall(index, "", "", input));
        inputs.clear();
        answer.end();
    }

    private void readWholeMessage(JsonNode message, AnswerBuilder answer) {
        JsonNode blocks = LenientFields.list(message, "content");
        for (int i = 0; i < blocks.size(); i++) {
            begin(i, blocks.get(i), answer);
            end(i, answer);
        }
        readUsage(message.path("usage"), answer);
        answer.setFinishReason(LenientFields.word(message, "stop_reason"));
        finish(answer);
    }

    /** Updates the usage. Each event has only some of the figures. */
    private void readUsage(JsonNode usage, AnswerBuilder answer) {
        inputTokens = usage.path("input_tokens").asLong(inputTokens);
        cached = usage.path("cache_read_input_tokens").asLong(cached);
        cacheWrites = usage.path("cache_creation_input_tokens").asLong(cacheWrites);
        outputTokens = usage.path("output_tokens").asLong(outputTokens);
        answer.setUsage(UsageReader.ofClaude(inputTokens, cached, cacheWrites, outputTokens));
    }
}
