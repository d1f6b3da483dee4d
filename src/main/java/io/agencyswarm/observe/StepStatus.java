package io.agencyswarm.observe;

import java.util.Locale;

/** How a step ended. */
public enum StepStatus {
    /** The step ended normally. */
    COMPLETED,
    /** The step failed; see {@link StepOutcome#failure}. */
    FAILED,
    /** The run was cancelled, or another step failed it. */
    CANCELLED;

    /** Returns the name in lower case, as labels of metrics and fields of logs have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
