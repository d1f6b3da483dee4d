package io.agencyswarm.usage;

/**
 * What a run has used so far, over every model request of it, delegated ones included. Immutable.
 *
 * @param requestCount model requests that were answered
 * @param cost US dollars; a model without a known price counts as nothing
 */
public record UsageTotals(long requestCount, TokenUsage tokens, double cost) {

    /** No request yet. */
    public static final UsageTotals NONE = new UsageTotals(0, TokenUsage.NONE, 0);

    /** These totals and one request more. */
    public UsageTotals plus(TokenUsage request, double costOfRequest) {
        return new UsageTotals(requestCount + 1, tokens.plus(request), cost + costOfRequest);
    }
}
