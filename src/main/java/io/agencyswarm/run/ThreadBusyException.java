package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;

/** The thread has a live run, and the request does not wait for it. */
public final class ThreadBusyException extends AgencyException {

    private static final long serialVersionUID = 1L;

    private final String liveRunId;

    /** Refuses the request because of that run. */
    public ThreadBusyException(String liveRunId, String message) {
        super(ErrorCode.CONFLICT, message);
        this.liveRunId = liveRunId;
    }

    /** Returns the id of the run that occupies the thread. */
    public String liveRunId() {
        return liveRunId;
    }
}
