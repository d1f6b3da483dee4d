package io.agencyswarm.usage;

/**
 * The usage of a run so far: the sum of all its model requests, delegated runs included. Immutable.
 *
 * @param requestCount the number of model requests that were answered
 * @param cost US dollars; a model without a known price counts as zero
 */
public record UsageTotals(long requestCount, TokenUsage tokens, double cost) {

    /** The totals of a run without a request. */
    public static final UsageTotals NONE = new UsageTotals(0, TokenUsage.NONE, 0);

    /** Returns these totals with one more request. */
    public UsageTotals plus(TokenUsage request, double costOfRequest) {
        return new UsageTotals(requestCount + 1, tokens.plus(request), cost + costOfRequest);
    }
}
