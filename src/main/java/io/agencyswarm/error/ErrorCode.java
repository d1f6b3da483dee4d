package io.agencyswarm.error;

/** The kinds of errors. Each has a stable name and the HTTP status of a response that is not a stream. */
public enum ErrorCode {
    /** The request is not valid. */
    INVALID_REQUEST(422),
    /** The caller is authenticated but lacks a required role or permission. */
    FORBIDDEN(403),
    /** What the request names does not exist. */
    NOT_FOUND(404),
    /**
     * An attachment could not be fetched or is not allowed. The contract answers this with 200 and a field
     * {@code error}.
     */
    ATTACHMENT(200),
    /** An agency, a tool or a setting is not valid; detected at start. */
    CONFIGURATION(500),
    /** The model's server refused the request. */
    MODEL_REFUSED(500),
    /** The model's server could not be reached, or the connection broke. */
    MODEL_UNREACHABLE(500),
    /** The model reported a failure after it began its answer, or its answer is not valid. */
    MODEL_FAILED(500),
    /** The model's server sent nothing for too long. */
    MODEL_TIMEOUT(500),
    /** A tool failed whose failure ends the run. */
    TOOL_FAILED(500),
    /** A guardrail tripped and ended the run, or the guardrail threw an exception. */
    GUARDRAIL(500),
    /** An interceptor ended the run or threw an exception. */
    INTERCEPTED(500),
    /** The thread store failed. */
    THREAD_STORE(500),
    /** An agent reached its maximum number of turns. */
    TURN_LIMIT(500),
    /** The run reached its maximum number of model requests. */
    REQUEST_LIMIT(500),
    /** The run exceeded its maximum duration; see {@code agency-swarm.limits.run-time}. */
    RUN_TIMEOUT(500),
    /** The run was cancelled before it answered. */
    CANCELLED(500),
    /** The thread has a live run, or the run has not ended. */
    CONFLICT(409),
    /** A limit of the service is reached; the client may retry. */
    TOO_MANY(429),
    /** The request or its conversation exceeds a size limit. */
    TOO_LARGE(413),
    /** What was requested existed and is no longer stored. */
    GONE(410),
    /** This service is not configured for the request. */
    NOT_SUPPORTED(501),
    /** The store of runs and threads can't be reached; see {@code agency-swarm.store.kind}. */
    STORE_UNAVAILABLE(503),
    /** The run produced too much data; see {@code agency-swarm.limits.run-bytes}. */
    RUN_TOO_LARGE(500),
    /** The service is shutting down and can't start or finish the run. */
    SHUTTING_DOWN(503),
    /** A fault of this service. */
    INTERNAL(500);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status of a response that is not a stream. */
    public int status() {
        return status;
    }
}
