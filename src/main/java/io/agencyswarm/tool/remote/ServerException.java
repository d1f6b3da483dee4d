package io.agencyswarm.tool.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a server did not do. The message is half a sentence in which "it" is the server; it holds no secret. */
public class ServerException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MILLIS_IN_SECOND = 1_000;

    /** What may be done about it. */
    public enum FailureKind {
        /** There was no answer in time. The server may still be at work. */
        TIMEOUT,
        /** What the server, or the provider that exchanges tokens, was sent as credentials was refused. */
        REFUSED,
        /** Anything else. Whether the server carried the request out is not known. */
        FAILED
    }

    private final FailureKind kind;
    private final String summary;

    /**
     * A failure.
     *
     * @param message half a sentence, without secrets
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
     * A failure of the kind {@link FailureKind#FAILED}.
     *
     * @param message half a sentence, without secrets
     */
    public static ServerException failed(String message) {
        return new ServerException(FailureKind.FAILED, message, null);
    }

    /**
     * A failure of the kind {@link FailureKind#REFUSED}.
     *
     * @param message half a sentence, without secrets
     */
    public static ServerException refused(String message) {
        return new ServerException(FailureKind.REFUSED, message, null);
    }

    /**
     * A failure that the server explains.
     *
     * @param said the server's explanation, without secrets; may be empty
     */
    public static ServerException failed(String summary, String said) {
        return new ServerException(FailureKind.FAILED, said.isBlank() ? summary : summary + ": " + said, summary, null);
    }

    /** There was no answer within the time that there is for it. */
    public static ServerException late(@Nullable Throwable cause) {
        return new ServerException(FailureKind.TIMEOUT, "it did not answer in time", cause);
    }

    /** The server sent more than is read of it. */
    public static ServerException tooLarge(int maxBytes) {
        return failed("it sent a message of more than " + maxBytes + " bytes, which is the limit (max-bytes)");
    }

    /** The same failure, with the limit and its setting where it is that there was no answer in time. */
    public ServerException timed(Duration limit, String key) {
        return kind == FailureKind.TIMEOUT
                ? new ServerException(kind, "it did not answer within " + text(limit) + " (" + key + ")", this)
                : this;
    }

    /** The message without what the server said, for those who may see that a server fails but not its words. */
    public String summary() {
        return summary;
    }

    /** What may be done about it. */
    public FailureKind kind() {
        return kind;
    }

    /** The message, which is never null here. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    private static String text(Duration limit) {
        long millis = limit.toMillis();
        return millis % MILLIS_IN_SECOND == 0 ? millis / MILLIS_IN_SECOND + " s" : millis + " ms";
    }
}
