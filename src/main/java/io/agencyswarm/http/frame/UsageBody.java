package io.agencyswarm.http.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/** The usage of a run, with the contract's field names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageBody(
        @JsonProperty("request_count") long requestCount,
        @JsonProperty("cached_tokens") long cachedTokens,
        @JsonProperty("cache_write_tokens") long cacheWriteTokens,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("total_tokens") long totalTokens,

        @JsonProperty("total_cost") double totalCost,

        @JsonProperty("reasoning_tokens") @Nullable Long reasoningTokens) {

    public static UsageBody of(UsageTotals totals) {
        TokenUsage tokens = totals.tokens();
        return new UsageBody(
                totals.requestCount(),
                tokens.cachedTokens(),
                tokens.cacheWriteTokens(),
                tokens.inputTokens(),
                tokens.outputTokens(),
                tokens.totalTokens(),
                totals.cost(),
                tokens.reasoningTokens());
    }
}
