package io.agencyswarm.model;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model request that failed. The message is half a sentence ("the model's server answered 429: …"); the run puts the
 * agent's name before it.
 */
public final class ModelException extends AgencyException {

    private static final long serialVersionUID = 1L;

    /** Statuses by which an operator tells a wrong key from a rate limit from an outage; 529 is Anthropic's. */
    private static final Set<Integer> TELLING =
            Set.of(400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529);

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
        return refused(status, said, retryAfter, null);
    }

    /**
     * The model's server answered with an error.
     *
     * @param said what it said, cut to a readable length by the caller
     * @param retryAfter how long it asks to wait, null where it says nothing
     * @param shouldRetry whether it says that the request may be sent again, null where its status tells
     */
    public static ModelException refused(
            int status, String said, @Nullable Duration retryAfter, @Nullable Boolean shouldRetry) {
        boolean byStatus = status == 408 || status == 409 || status == 429 || status / 100 == 5;
        boolean retryable = shouldRetry == null ? byStatus : shouldRetry;
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

    /** The same failure with more about it at the end of its sentence. */
    ModelException adding(String more) {
        String said = getMessage().endsWith(".")
                ? getMessage().substring(0, getMessage().length() - 1)
                : getMessage();
        return new ModelException(code(), said + more, this, retryable, retryAfter, status);
    }

    /**
     * What went wrong, for metrics and traces: the status that the model's server answered with where it is a usual
     * one, its hundred where it is not, else the code in lower case. Servers may be a client's own and answer what they
     * like, so these are few.
     */
    public String type() {
        if (status != null && TELLING.contains(status)) {
            return status.toString();
        }
        return switch (status == null ? 0 : status / 100) {
            case 4 -> "4xx";
            case 5 -> "5xx";
            default -> code().name().toLowerCase(Locale.ROOT);
        };
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
