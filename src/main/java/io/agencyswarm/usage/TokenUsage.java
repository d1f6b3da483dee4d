package io.agencyswarm.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one model request, or of several.
 *
 * @param inputTokens all tokens of the input, cached ones included
 * @param cachedTokens those of the input that came from the provider's cache
 * @param cacheWriteTokens those of the input that were written to it
 * @param outputTokens all tokens of the output, reasoning included
 * @param reasoningTokens those of the output that were reasoning, null where the provider does not say
 */
public record TokenUsage(
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        @Nullable Long reasoningTokens,
        long totalTokens) {

    /** Nothing used. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, null, 0);

    /** Reads the {@code usage} object of the Responses API; what is not there counts as nothing. */
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

    /** Both together. */
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
