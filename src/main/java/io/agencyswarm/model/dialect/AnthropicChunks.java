package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.item.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the events of an answer of Anthropic's messages, and one that comes whole. */
final class AnthropicChunks implements AnswerReader.Chunks {

    /** Tells this format's signatures from others. */
    static final String TAG = "anthropic:";

    /** What stands before thoughts that the provider keeps secret; their text is all there is of them. */
    static final String REDACTED = "redacted:";

    /** What a block said of its input when it began, which counts where no pieces follow. */
    private final Map<Integer, JsonNode> inputs = new HashMap<>();

    /** The blocks that are calls of our tools; the provider's own tools have inputs too. */
    private final Set<Integer> calls = new HashSet<>();

    private long inputTokens;
    private long cached;
    private long cacheWrites;
    private long outputTokens;

    @Override
    public void read(@Nullable String name, JsonNode event, Answer answer) {
        int index = event.path("index").asInt(0);
        String type = Fields.text(event, "type");
        switch (type.isEmpty() ? String.valueOf(name) : type) {
            case "message_start" -> usage(event.path("message").path("usage"), answer);
            case "content_block_start" -> begin(index, event.path("content_block"), answer);
            case "content_block_delta" -> piece(index, event.path("delta"), answer);
            case "content_block_stop" -> end(index, answer);
            case "message_delta" -> {
                usage(event.path("usage"), answer);
                answer.reason(Fields.word(event.path("delta"), "stop_reason"));
            }
            case "message_stop" -> finish(answer);
            case "message" -> whole(event, answer);
            default -> {
                // Such as a ping, and what there may be one day.
            }
        }
    }

    private void begin(int index, JsonNode block, Answer answer) {
        calls.remove(index);
        switch (Fields.text(block, "type")) {
            case "text" -> answer.text(Fields.text(block, "text"));
            case "thinking" -> {
                answer.reasoning(Fields.text(block, "thinking"));
                sign(Fields.text(block, "signature"), answer);
            }
            case "redacted_thinking" -> answer.signature(TAG + REDACTED + Fields.text(block, "data"));
            case "tool_use" -> {
                calls.add(index);
                answer.call(index, Fields.text(block, "id"), Fields.text(block, "name"), MissingNode.getInstance());
                if (!block.path("input").isEmpty()) {
                    answer.hold(Json.text(block.path("input")).length());
                    inputs.put(index, block.path("input"));
                }
            }
            default -> {
                // Blocks of tools that the provider runs itself, which are not offered.
            }
        }
    }

    private void piece(int index, JsonNode delta, Answer answer) {
        switch (Fields.text(delta, "type")) {
            case "text_delta" -> answer.text(Fields.text(delta, "text"));
            case "thinking_delta" -> answer.reasoning(Fields.text(delta, "thinking"));
            case "signature_delta" -> sign(Fields.text(delta, "signature"), answer);
            case "input_json_delta" -> {
                JsonNode piece = delta.path("partial_json");
                if (calls.contains(index)
                        && (piece.isContainerNode() || !Fields.text(piece).isEmpty())) {
                    inputs.remove(index);
                    answer.call(index, "", "", piece);
                }
            }
            default -> {
                // Such as citations.
            }
        }
    }

    private static void sign(String signature, Answer answer) {
        if (!signature.isEmpty()) {
            answer.signature(TAG + signature);
        }
    }

    private void end(int index, Answer answer) {
        JsonNode input = inputs.remove(index);
        if (input != null) {
            answer.call(index, "", "", input);
        }
        answer.endCall(index);
    }

    private void finish(Answer answer) {
        inputs.forEach((index, input) -> answer.call(index, "", "", input));
        inputs.clear();
        answer.end();
    }

    private void whole(JsonNode message, Answer answer) {
        JsonNode blocks = Fields.list(message, "content");
        for (int i = 0; i < blocks.size(); i++) {
            begin(i, blocks.get(i), answer);
            end(i, answer);
        }
        usage(message.path("usage"), answer);
        answer.reason(Fields.word(message, "stop_reason"));
        finish(answer);
    }

    /** Each event tells the figures that it knows. */
    private void usage(JsonNode told, Answer answer) {
        inputTokens = told.path("input_tokens").asLong(inputTokens);
        cached = told.path("cache_read_input_tokens").asLong(cached);
        cacheWrites = told.path("cache_creation_input_tokens").asLong(cacheWrites);
        outputTokens = told.path("output_tokens").asLong(outputTokens);
        answer.usage(Usages.ofClaude(inputTokens, cached, cacheWrites, outputTokens));
    }
}
