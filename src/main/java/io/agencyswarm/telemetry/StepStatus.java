package io.agencyswarm.telemetry;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.observe.StepOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a step ended, in the terms of metrics, traces and logs. */
enum StepStatus {
    COMPLETED,
    FAILED,
    CANCELLED;

    static StepStatus of(StepOutcome stepOutcome) {
        if (stepOutcome.failure() != null) {
            return FAILED;
        }
        return stepOutcome.cancelled() ? CANCELLED : COMPLETED;
    }

    /** Returns the error code of the step, in lower case; empty if it did not fail. */
    static String error(StepOutcome stepOutcome) {
        @Nullable AgencyException failure = stepOutcome.failure();
        return failure == null ? "" : failure.code().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the error as {@link #error} does, but the HTTP status if the model server refused the request. */
    static String errorOfModel(StepOutcome stepOutcome) {
        @Nullable AgencyException failure = stepOutcome.failure();
        return switch (failure == null || failure instanceof ModelException ? failure : failure.getCause()) {
            case ModelException refused -> refused.type();
            case null, default -> error(stepOutcome);
        };
    }

    /** Returns the name in lower case, as values of labels are. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
