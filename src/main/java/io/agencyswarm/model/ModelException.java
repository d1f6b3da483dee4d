package io.agencyswarm.model;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model request that failed. The message is half a sentence ("the model's server answered 429: …"); the run puts the
 * agent's name before it.
 */
public final class ModelException extends AgencyException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    private final @Nullable Duration retryAfter;

    private final @Nullable Integer status;

    /** A failure that another try would not mend. */
    public ModelException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, false, null, null);
    }

    private ModelException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable Integer status) {
        super(code, message, cause);
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.status = status;
    }

    /**
     * The model's server answered with an error.
     *
     * @param said what it said, cut to a readable length by the caller
     * @param retryAfter how long it asks to wait, null where it says nothing
     */
    public static ModelException refused(int status, String said, @Nullable Duration retryAfter) {
        boolean retryable = status == 408 || status == 409 || status == 429 || status >= 500;
        return new ModelException(
                ErrorCode.MODEL_REFUSED,
                "the model's server answered " + status + ": " + said,
                null,
                retryable,
                retryAfter,
                status);
    }

    /** The model's server could not be reached, or the connection broke before its first byte. */
    public static ModelException unreachable(String why, Throwable cause) {
        return new ModelException(ErrorCode.MODEL_UNREACHABLE, why, cause, true, null, null);
    }

    /**
     * What went wrong, for metrics and traces: the status that the model's server answered with, else the code in lower
     * case.
     */
    public String type() {
        return status == null ? code().name().toLowerCase(Locale.ROOT) : status.toString();
    }

    /** Whether the same request may be sent once more. */
    public boolean retryable() {
        return retryable;
    }

    /** How long the model's server asked to wait, null where it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
