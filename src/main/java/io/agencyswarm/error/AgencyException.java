package io.agencyswarm.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of all errors that this project raises on purpose. Its message is written for the person who reads it in a
 * client: it names the value, the rule and what to do, and never holds a key or a token.
 */
public class AgencyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** An error with its text, from which secrets are taken out. */
    public AgencyException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error with its text, from which secrets are taken out, and its cause, which goes to the log only. */
    public AgencyException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(Secrets.redact(message), cause);
        this.code = code;
    }

    /**
     * What an exception says of itself, for a client or a model: its message, or that of its cause where it has none,
     * without names of Java's classes; "for a reason that was not told" where nothing is left.
     */
    public static String reason(@Nullable Throwable failure) {
        return PlainReason.of(failure);
    }

    /** What went wrong. */
    public final ErrorCode code() {
        return code;
    }

    /** The text, which is never null here. */
    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
