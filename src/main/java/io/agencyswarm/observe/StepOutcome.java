package io.agencyswarm.observe;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/**
 * The result of a step.
 *
 * @param used the usage of a model request, or of a run with all its requests; {@link UsageTotals#NONE} for other steps
 * @param failure the error of the step; null if it did not fail. The run need not have failed with it: most failures of
 *     tools are sent to the model. Its message is that of the service's log; it quotes no arguments, unless a tool's
 *     own exception does
 * @param cancelled whether the step was cancelled, because the run was cancelled or another step failed it; false if
 *     the step itself failed
 */
public record StepOutcome(UsageTotals used, @Nullable AgencyException failure, boolean cancelled) {

    /** The step ended normally and used no model. */
    public static final StepOutcome DONE = new StepOutcome(UsageTotals.NONE, null, false);

    /** The step was cancelled, and its usage is not known. */
    public static final StepOutcome CANCELLED = new StepOutcome(UsageTotals.NONE, null, true);

    /** Makes a failure prevail: a run that is being cancelled may fail, for example because of its store. */
    public StepOutcome {
        cancelled = cancelled && failure == null;
    }

    /** Returns how the step ended. */
    public StepStatus status() {
        if (failure != null) {
            return StepStatus.FAILED;
        }
        return cancelled ? StepStatus.CANCELLED : StepStatus.COMPLETED;
    }
}
