package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.usage.TokenUsage;

/** Reads the token usage of the formats, which count differently. */
final class UsageReader {

    private UsageReader() {}

    static TokenUsage ofChat(JsonNode usage) {
        long input = usage.path("prompt_tokens").asLong(0);
        long output = usage.path("completion_tokens").asLong(0);
        long total = usage.path("total_tokens").asLong(0);
        JsonNode reasoning = usage.path("completion_tokens_details").path("reasoning_tokens");
        long thought = reasoning.asLong(0);
        // xAI reports reasoning in addition to the output, and includes both in the total.
        if (thought > 0 && total == input + output + thought) {
            output += thought;
        }
        // DeepSeek uses its own field for cached tokens.
        long cached = usage.path("prompt_tokens_details")
                .path("cached_tokens")
                .asLong(usage.path("prompt_cache_hit_tokens").asLong(0));
        return new TokenUsage(
                input, cached, 0, output, reasoning.isNumber() ? thought : null, total == 0 ? input + output : total);
    }

    /** Claude's input tokens do not include the cached ones. */
    static TokenUsage ofClaude(long input, long cached, long cacheWrites, long output) {
        long all = input + cached + cacheWrites;
        return new TokenUsage(all, cached, cacheWrites, output, null, all + output);
    }

    /** Counts as Claude does. */
    static TokenUsage ofConverse(JsonNode usage) {
        return ofClaude(
                usage.path("inputTokens").asLong(0),
                usage.path("cacheReadInputTokens").asLong(0),
                usage.path("cacheWriteInputTokens").asLong(0),
                usage.path("outputTokens").asLong(0));
    }

    /** Gemini's output tokens do not include the thoughts. */
    static TokenUsage ofGemini(JsonNode usage) {
        JsonNode thoughts = usage.path("thoughtsTokenCount");
        long output = usage.path("candidatesTokenCount").asLong(0) + thoughts.asLong(0);
        long input = usage.path("promptTokenCount").asLong(0);
        return new TokenUsage(
                input,
                usage.path("cachedContentTokenCount").asLong(0),
                0,
                output,
                thoughts.isNumber() ? thoughts.asLong() : null,
                input + output);
    }
}
