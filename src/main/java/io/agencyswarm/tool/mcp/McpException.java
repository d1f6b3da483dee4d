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

    McpException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static McpException failed(String message) {
        return new McpException(Kind.FAILED, message, null);
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
