package io.agencyswarm.telemetry;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.observe.StepOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The errors of steps as labels of metrics, traces and logs. */
final class ErrorTypes {

    private ErrorTypes() {}

    /** Returns the error code of the step, in lower case; empty if it did not fail. */
    static String of(StepOutcome outcome) {
        @Nullable AgencyException failure = outcome.failure();
        return failure == null ? "" : failure.code().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the error as {@link #of} does, but the HTTP status if the model server refused the request. */
    static String ofModel(StepOutcome outcome) {
        @Nullable AgencyException failure = outcome.failure();
        return switch (failure == null || failure instanceof ModelException ? failure : failure.getCause()) {
            case ModelException refused -> refused.type();
            case null, default -> of(outcome);
        };
    }
}
