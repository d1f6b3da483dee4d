package io.agencyswarm.model;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failed model request. The message begins in lower case ("the model's server answered 429: …"), because the run puts
 * the agent's name before it.
 */
public final class ModelException extends AgencyException {

    private static final long serialVersionUID = 1L;

    /**
     * Statuses that are reported as they are, so that an operator can tell a wrong key, a rate limit and an outage
     * apart. 529 is Anthropic's.
     */
    private static final Set<Integer> DISTINCT_STATUSES =
            Set.of(400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529);

    private final boolean retryable;

    private final @Nullable Duration retryAfter;

    private final @Nullable Integer status;

    /** Creates a failure that is not retried. */
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
     * Creates the failure for an error status of the model's server.
     *
     * @param message the server's error message, already shortened
     * @param retryAfter how long the server asks to wait; null if it does not
     */
    public static ModelException refused(int status, String message, @Nullable Duration retryAfter) {
        return refused(status, message, retryAfter, isTemporary(status));
    }

    /**
     * Creates the failure for an error status of a server that says itself whether the request may be sent again.
     *
     * @param message the server's error message, already shortened
     * @param retryAfter how long the server asks to wait; null if it does not
     */
    public static ModelException refused(int status, String message, @Nullable Duration retryAfter, boolean retryable) {
        return new ModelException(
                ErrorCode.MODEL_REFUSED,
                "the model's server answered " + status + ": " + message,
                null,
                retryable,
                retryAfter,
                status);
    }

    private static boolean isTemporary(int status) {
        return status == 408 || status == 409 || status == 429 || status / 100 == 5;
    }

    /**
     * Creates the failure for a server that could not be reached, or that closed the connection before the first byte.
     */
    public static ModelException unreachable(String why, Throwable cause) {
        return new ModelException(ErrorCode.MODEL_UNREACHABLE, why, cause, true, null, null);
    }

    /** Returns the same failure with more text at the end of its message. */
    ModelException withDetail(String more) {
        String message = getMessage().endsWith(".")
                ? getMessage().substring(0, getMessage().length() - 1)
                : getMessage();
        return new ModelException(code(), message + more, this, retryable, retryAfter, status);
    }

    /**
     * Returns the kind of failure for metrics and traces: the status of the model's server if it is a common one, else
     * its class ({@code 4xx}, {@code 5xx}), else the error code in lower case. The number of values is bounded, because
     * a client may choose the server.
     */
    public String type() {
        if (status != null && DISTINCT_STATUSES.contains(status)) {
            return status.toString();
        }
        return switch (status == null ? 0 : status / 100) {
            case 4 -> "4xx";
            case 5 -> "5xx";
            default -> code().name().toLowerCase(Locale.ROOT);
        };
    }

    /** Returns whether the same request may be sent again. */
    public boolean isRetryable() {
        return retryable;
    }

    /** How long the model's server asked to wait; null if it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
