package io.agencyswarm.error;

/**
 * The kinds of errors. Each has a stable name, the HTTP status of a response that is not a stream, and the
 * {@link Outcome} of the request, which tells a client whether to retry.
 */
public enum ErrorCode {
    /** The request is not valid. */
    INVALID_REQUEST(422, Outcome.REJECTED),
    /** The caller is authenticated but lacks a required role or permission. */
    FORBIDDEN(403, Outcome.REJECTED),
    /** What the request names does not exist. */
    NOT_FOUND(404, Outcome.REJECTED),
    /**
     * An attachment could not be fetched or is not allowed. The contract answers this with 200 and a field
     * {@code error}.
     */
    ATTACHMENT(200, Outcome.FAILED),
    /** An agency, a tool or a setting is not valid; detected at start. */
    CONFIGURATION(500, Outcome.FAILED),
    /** The model's server refused the request. */
    MODEL_REFUSED(500, Outcome.FAILED),
    /** The model's server could not be reached, or the connection broke. */
    MODEL_UNREACHABLE(500, Outcome.FAILED),
    /** The model reported a failure after it began its answer, or its answer is not valid. */
    MODEL_FAILED(500, Outcome.FAILED),
    /** The model's server sent nothing for too long. */
    MODEL_TIMEOUT(500, Outcome.FAILED),
    /** A tool failed whose failure ends the run. */
    TOOL_FAILED(500, Outcome.FAILED),
    /** A guardrail tripped and ended the run, or the guardrail threw an exception. */
    GUARDRAIL(500, Outcome.FAILED),
    /** An interceptor ended the run or threw an exception. */
    INTERCEPTED(500, Outcome.FAILED),
    /** The thread store failed. */
    THREAD_STORE(500, Outcome.FAILED),
    /** An agent reached its maximum number of turns. */
    TURN_LIMIT(500, Outcome.FAILED),
    /** The run reached its maximum number of model requests. */
    REQUEST_LIMIT(500, Outcome.FAILED),
    /** The run exceeded its maximum duration; see {@code agency-swarm.limits.run-time}. */
    RUN_TIMEOUT(500, Outcome.FAILED),
    /** The run was cancelled before it answered. */
    CANCELLED(500, Outcome.FAILED),
    /** The thread has a live run, or the run has not ended. */
    CONFLICT(409, Outcome.REJECTED),
    /** A limit of the service is reached; the client may retry. */
    TOO_MANY(429, Outcome.BUSY),
    /** The request or its conversation exceeds a size limit. */
    TOO_LARGE(413, Outcome.REJECTED),
    /** What was requested existed and is no longer stored. */
    GONE(410, Outcome.REJECTED),
    /** This service is not configured for the request. */
    NOT_SUPPORTED(501, Outcome.REJECTED),
    /** The store of runs and threads can't be reached; see {@code agency-swarm.store.kind}. */
    STORE_UNAVAILABLE(503, Outcome.BUSY),
    /** The run produced too much data; see {@code agency-swarm.limits.run-bytes}. */
    RUN_TOO_LARGE(500, Outcome.FAILED),
    /** The service is shutting down and starts no more runs; the client may retry. */
    DRAINING(503, Outcome.BUSY),
    /** The service is shutting down, and the request did not end in time; the client may retry. */
    SHUTTING_DOWN(503, Outcome.STOPPED),
    /** A fault of this service. */
    INTERNAL(500, Outcome.FAILED);

    private final int status;
    private final Outcome outcome;

    /** What became of a request. */
    public enum Outcome {
        /** The request was not carried out, and fails again if it is repeated. */
        REJECTED,
        /** The request was not carried out. The client may retry it. */
        BUSY,
        /** The request was accepted, and the service stopped it. The client may retry it. */
        STOPPED,
        /** The request was accepted and failed. */
        FAILED
    }

    ErrorCode(int status, Outcome outcome) {
        this.status = status;
        this.outcome = outcome;
    }

    /** Returns the HTTP status of a response that is not a stream. */
    public int status() {
        return status;
    }

    /** Returns what became of the request. */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Returns whether such a failure of an agent ends the complete run, whichever agent asked it. A tool that may fail
     * the run does so from any depth; a run that has used up its limits, or is configured wrongly, can't continue.
     */
    public boolean endsRun() {
        return switch (this) {
            case TOOL_FAILED,
                    INTERCEPTED,
                    REQUEST_LIMIT,
                    RUN_TOO_LARGE,
                    RUN_TIMEOUT,
                    CONFIGURATION,
                    THREAD_STORE,
                    CANCELLED,
                    FORBIDDEN,
                    CONFLICT,
                    TOO_MANY,
                    TOO_LARGE,
                    GONE,
                    NOT_SUPPORTED,
                    STORE_UNAVAILABLE,
                    DRAINING,
                    SHUTTING_DOWN,
                    INTERNAL -> true;
            case INVALID_REQUEST,
                    NOT_FOUND,
                    ATTACHMENT,
                    GUARDRAIL,
                    MODEL_REFUSED,
                    MODEL_UNREACHABLE,
                    MODEL_FAILED,
                    MODEL_TIMEOUT,
                    TURN_LIMIT -> false;
        };
    }
}
