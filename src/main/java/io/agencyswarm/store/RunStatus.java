package io.agencyswarm.store;

import java.util.Locale;

/** The status of a run. */
public enum RunStatus {
    /** It waits for its thread. */
    QUEUED,
    /** It is running. */
    RUNNING,
    /** It has answered. */
    COMPLETED,
    /** It ended with an error. */
    FAILED,
    /** It was cancelled. */
    CANCELLED;

    /** Returns whether the run has ended, so that its row will not change any more. */
    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** Returns the name that clients see. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
