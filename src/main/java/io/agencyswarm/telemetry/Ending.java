package io.agencyswarm.telemetry;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.observe.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a step ended, in the words of metrics, traces and logs. */
enum Ending {
    COMPLETED,
    FAILED,
    CANCELLED;

    static Ending of(Outcome outcome) {
        if (outcome.failure() != null) {
            return FAILED;
        }
        return outcome.cancelled() ? CANCELLED : COMPLETED;
    }

    /** The code of what the step failed with, in lower case; empty where it did not fail. */
    static String error(Outcome outcome) {
        @Nullable AgencyException failure = outcome.failure();
        return failure == null ? "" : failure.code().name().toLowerCase(Locale.ROOT);
    }

    /** As {@link #error}, but for what a model's server refused with the status that it answered. */
    static String errorOfModel(Outcome outcome) {
        @Nullable AgencyException failure = outcome.failure();
        return switch (failure == null || failure instanceof ModelException ? failure : failure.getCause()) {
            case ModelException refused -> refused.type();
            case null, default -> error(outcome);
        };
    }

    /** In lower case, as values of labels are. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
