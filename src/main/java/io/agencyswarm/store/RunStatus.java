package io.agencyswarm.store;

import java.util.Locale;

/** How far a run is. */
public enum RunStatus {
    /** It waits for its thread. */
    QUEUED,
    /** It is under way. */
    RUNNING,
    /** It stands still until somebody answers. */
    WAITING,
    /** It has answered. */
    COMPLETED,
    /** It ended with an error. */
    FAILED,
    /** It was cancelled. */
    CANCELLED;

    /** Whether nothing of it will change any more. */
    public boolean isOver() {
        return switch (this) {
            case QUEUED, RUNNING, WAITING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** The name that clients see. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
