package io.agencyswarm.sse;

/** An event of a stream is larger than allowed. The message contains the limit. */
public final class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public EventTooLargeException(String message) {
        super(message);
    }
}
