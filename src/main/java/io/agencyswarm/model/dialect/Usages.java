package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.usage.TokenUsage;

/** Token usage as the formats tell it, which count differently. */
final class Usages {

    private Usages() {}

    static TokenUsage ofChat(JsonNode told) {
        long input = told.path("prompt_tokens").asLong(0);
        long output = told.path("completion_tokens").asLong(0);
        long total = told.path("total_tokens").asLong(0);
        JsonNode reasoning = told.path("completion_tokens_details").path("reasoning_tokens");
        long thought = reasoning.asLong(0);
        // xAI counts its reasoning beside the output, and both into the total.
        if (thought > 0 && total == input + output + thought) {
            output += thought;
        }
        // DeepSeek has a name of its own for what came from its cache.
        long cached = told.path("prompt_tokens_details")
                .path("cached_tokens")
                .asLong(told.path("prompt_cache_hit_tokens").asLong(0));
        return new TokenUsage(
                input, cached, 0, output, reasoning.isNumber() ? thought : null, total == 0 ? input + output : total);
    }

    /** Here what was cached is not part of the input. */
    static TokenUsage ofClaude(long input, long cached, long cacheWrites, long output) {
        long all = input + cached + cacheWrites;
        return new TokenUsage(all, cached, cacheWrites, output, null, all + output);
    }

    /** Counted as Claude's. */
    static TokenUsage ofConverse(JsonNode told) {
        return ofClaude(
                told.path("inputTokens").asLong(0),
                told.path("cacheReadInputTokens").asLong(0),
                told.path("cacheWriteInputTokens").asLong(0),
                told.path("outputTokens").asLong(0));
    }

    /** Here thoughts are not part of the output. */
    static TokenUsage ofGemini(JsonNode told) {
        JsonNode thoughts = told.path("thoughtsTokenCount");
        long output = told.path("candidatesTokenCount").asLong(0) + thoughts.asLong(0);
        long input = told.path("promptTokenCount").asLong(0);
        return new TokenUsage(
                input,
                told.path("cachedContentTokenCount").asLong(0),
                0,
                output,
                thoughts.isNumber() ? thoughts.asLong() : null,
                input + output);
    }
}
