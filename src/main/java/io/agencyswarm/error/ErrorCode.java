package io.agencyswarm.error;

/** What went wrong, by a name that stays the same, and the HTTP status that says it where no stream has begun. */
public enum ErrorCode {
    /** The request does not fit its description. */
    INVALID_REQUEST(422),
    /** The caller is known, but may not. */
    FORBIDDEN(403),
    /** What the request names is not there. */
    NOT_FOUND(404),
    /** What a request attaches can't be had, or may not be; the contract answers so in good order. */
    ATTACHMENT(200),
    /** An agency, a tool or a setting is wrong; seen at start. */
    CONFIGURATION(500),
    /** The model's server refused the request. */
    MODEL_REFUSED(500),
    /** The model's server could not be reached, or the connection broke. */
    MODEL_UNREACHABLE(500),
    /** The model began an answer and reported its failure, or sent what is no answer. */
    MODEL_FAILED(500),
    /** The model's server was silent for too long. */
    MODEL_TIMEOUT(500),
    /** A tool that may fail the run did. */
    TOOL_FAILED(500),
    /** A guardrail tripped and ended the run, or failed itself. */
    GUARDRAIL(500),
    /** An interceptor ended the run, or failed itself. */
    INTERCEPTED(500),
    /** The thread store failed. */
    THREAD_STORE(500),
    /** An agent took more turns than it may. */
    TURN_LIMIT(500),
    /** The run made more model requests than it may. */
    REQUEST_LIMIT(500),
    /** The run took longer than it may; see {@code agency-swarm.limits.run-time}. */
    RUN_TIMEOUT(500),
    /** The run was cancelled before it had answered. */
    CANCELLED(500),
    /** Something else goes on there: the thread has a live run, or the run is not over. */
    CONFLICT(409),
    /** There is no room for it now. */
    TOO_MANY(429),
    /** What the client or its conversation holds is larger than it may be. */
    TOO_LARGE(413),
    /** What was asked for was there and is not kept any more. */
    GONE(410),
    /** This service is not set up for it. */
    NOT_SUPPORTED(501),
    /** Where runs and threads are kept can't be reached; see {@code agency-swarm.store.kind}. */
    STORE_UNAVAILABLE(503),
    /** The run did too much; see {@code agency-swarm.limits.run-bytes}. */
    RUN_TOO_LARGE(500),
    /** The service is shutting down, and the run had no time left. */
    SHUTTING_DOWN(503),
    /** A fault of this service. */
    INTERNAL(500);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status of a plain answer with this error. */
    public int status() {
        return status;
    }
}
