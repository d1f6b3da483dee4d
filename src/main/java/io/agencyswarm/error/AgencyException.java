package io.agencyswarm.error;

import io.agencyswarm.text.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * The root of the exceptions that a client or a model is told. The message is written for the person who reads it in
 * a client: it names the value, the rule and the fix, and never contains a key or a token.
 */
public class AgencyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** An error with its message. Secrets in the message are redacted. */
    public AgencyException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error with its message and its cause, which only the log gets. Secrets in the message are redacted. */
    public AgencyException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(Secrets.redact(message), cause);
        this.code = code;
    }

    /**
     * Returns the reason of a failure for a client or a model: its message, or that of its cause if it has none,
     * without names of Java classes. Returns "unknown reason" if no text is left.
     */
    public static String reason(@Nullable Throwable failure) {
        return PlainReason.of(failure);
    }

    /** Returns the code of the error. */
    public final ErrorCode code() {
        return code;
    }

    /** The message, never null. */
    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
