package io.agencyswarm.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response over HTTP that did not arrive, or not completely. */
public final class ResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The reason of the failure. */
    public enum Reason {
        /** There was no connection. */
        UNREACHABLE,
        /** The connection broke. */
        BROKEN,
        /** No data arrived within the time limit. */
        SILENT
    }

    private final Reason reason;

    ResponseException(Reason reason, @Nullable Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    /** Returns the reason of the failure. */
    public Reason reason() {
        return reason;
    }

    /** Returns the network's exception; this exception itself if there is none. */
    public Throwable source() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }
}
