package io.agencyswarm.tool.mcp;

import org.jspecify.annotations.Nullable;

/** What a server did not do. The message is half a sentence in which "it" is the server; it holds no secret. */
final class McpException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What may be done about it. */
    enum Kind {
        /** The server does not know the session, so it has not carried the request out. It may be sent in a new session. */
        SESSION_LOST,
        /** There was no answer in time. The server may still be at work. */
        TIMEOUT,
        /** Anything else. Whether the server carried the request out is not known. */
        FAILED
    }

    private final Kind kind;
    private final String summary;

    McpException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, message, cause);
    }

    private McpException(Kind kind, String message, String summary, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.summary = summary;
    }

    static McpException failed(String message) {
        return new McpException(Kind.FAILED, message, null);
    }

    /**
     * A failure that the server explains.
     *
     * @param said the server's explanation, without secrets; may be empty
     */
    static McpException failed(String summary, String said) {
        return new McpException(Kind.FAILED, said.isBlank() ? summary : summary + ": " + said, summary, null);
    }

    /** The message without what the server said, for those who may see that a server fails but not its words. */
    String summary() {
        return summary;
    }

    Kind kind() {
        return kind;
    }

    /** The message, which is never null here. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
