package io.agencyswarm.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer over HTTP that did not come, or not to its end. */
public final class ResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** There was no connection. */
        UNREACHABLE,
        /** The connection broke. */
        BROKEN,
        /** Nothing came for as long as the reader would wait. */
        SILENT
    }

    private final Reason reason;

    ResponseException(Reason reason, @Nullable Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /** The failure of the network; this exception itself where there is none. */
    public Throwable source() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }
}
