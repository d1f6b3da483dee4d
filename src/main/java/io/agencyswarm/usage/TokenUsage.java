package io.agencyswarm.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one model request, or the sum of several.
 *
 * @param inputTokens all input tokens, cached ones included
 * @param cachedTokens the input tokens that were read from the provider's cache
 * @param cacheWriteTokens the input tokens that were written to the provider's cache
 * @param outputTokens all output tokens, reasoning included
 * @param reasoningTokens the output tokens that were reasoning, null if the provider does not report them
 */
public record TokenUsage(
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        @Nullable Long reasoningTokens,
        long totalTokens) {

    /** No tokens. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, null, 0);

    /** Reads the {@code usage} object of the Responses API. A missing field counts as zero. */
    public static TokenUsage ofResponses(JsonNode usage) {
        long input = usage.path("input_tokens").asLong(0);
        long output = usage.path("output_tokens").asLong(0);
        JsonNode details = usage.path("input_tokens_details");
        JsonNode reasoning = usage.path("output_tokens_details").path("reasoning_tokens");
        return new TokenUsage(
                input,
                details.path("cached_tokens").asLong(0),
                details.path("cache_write_tokens").asLong(0),
                output,
                reasoning.isNumber() ? reasoning.asLong() : null,
                usage.path("total_tokens").asLong(input + output));
    }

    /** Returns the sum of both. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                inputTokens + other.inputTokens,
                cachedTokens + other.cachedTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                outputTokens + other.outputTokens,
                sum(reasoningTokens, other.reasoningTokens),
                totalTokens + other.totalTokens);
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + other;
    }
}
