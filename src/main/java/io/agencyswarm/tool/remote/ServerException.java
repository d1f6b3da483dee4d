package io.agencyswarm.tool.remote;

import io.agencyswarm.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a request to a server fails. The message is a clause whose subject is "it", the server, and holds no
 * secrets.
 */
public class ServerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kind of a failure, which decides how to react to it. */
    public enum FailureKind {
        /** There was no response in time. The server may still be working on the request. */
        TIMEOUT,
        /** The server, or the token endpoint, refused the credentials. */
        REFUSED,
        /** Any other failure. The server may or may not have executed the request. */
        FAILED
    }

    private final FailureKind kind;
    private final String summary;

    /**
     * Creates a failure.
     *
     * @param message a clause whose subject is "it", the server; without secrets
     */
    public ServerException(FailureKind kind, String message, @Nullable Throwable cause) {
        this(kind, message, message, cause);
    }

    private ServerException(FailureKind kind, String message, String summary, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.summary = summary;
    }

    /**
     * Creates a failure of the kind {@link FailureKind#FAILED}.
     *
     * @param message a clause whose subject is "it", the server; without secrets
     */
    public static ServerException failed(String message) {
        return new ServerException(FailureKind.FAILED, message, null);
    }

    /**
     * Creates a failure of the kind {@link FailureKind#REFUSED}.
     *
     * @param message a clause whose subject is "it", the server; without secrets
     */
    public static ServerException refused(String message) {
        return new ServerException(FailureKind.REFUSED, message, null);
    }

    /**
     * Creates a failure with the server's explanation.
     *
     * @param detail the server's explanation, without secrets; may be empty
     */
    public static ServerException failed(String summary, String detail) {
        return new ServerException(
                FailureKind.FAILED, detail.isBlank() ? summary : summary + ": " + detail, summary, null);
    }

    /** Creates the failure for a timeout. */
    public static ServerException timedOut(@Nullable Throwable cause) {
        return new ServerException(FailureKind.TIMEOUT, "it did not answer in time", cause);
    }

    /** Creates the failure for a message that exceeds {@code max-bytes}. */
    public static ServerException tooLarge(int maxBytes) {
        return failed("it sent a message of more than " + maxBytes + " bytes, which is the limit (max-bytes)");
    }

    /** Adds the limit and its configuration key to the message of a timeout. Returns other failures unchanged. */
    public ServerException withLimit(Duration limit, String key) {
        return kind == FailureKind.TIMEOUT
                ? new ServerException(
                        kind, "it did not answer within " + Durations.text(limit) + " (" + key + ")", this)
                : this;
    }

    /** The message without the server's explanation, for readers who must not see it. */
    public String summary() {
        return summary;
    }

    /** The kind of the failure. */
    public FailureKind kind() {
        return kind;
    }

    /** The message, which is never null here. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
