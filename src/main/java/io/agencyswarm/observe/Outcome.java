package io.agencyswarm.observe;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/**
 * How a step ended.
 *
 * @param used what a model request used, or a run with all its requests; {@link UsageTotals#NONE} for other steps
 * @param failure what the step failed with, null where it did not. The run need not have failed with it: most failures
 *     of
 *     tools are told to the model. Its message says what the service's log says; of the arguments it quotes none,
 * unless
 *     a tool's own exception does
 * @param cancelled whether the step was given up, because the run was cancelled or another step failed it
 */
public record Outcome(UsageTotals used, @Nullable AgencyException failure, boolean cancelled) {

    /** Came to its end and used nothing. */
    public static final Outcome DONE = new Outcome(UsageTotals.NONE, null, false);

    /** Was given up, and whatever it used is not known. */
    public static final Outcome CANCELLED = new Outcome(UsageTotals.NONE, null, true);
}
