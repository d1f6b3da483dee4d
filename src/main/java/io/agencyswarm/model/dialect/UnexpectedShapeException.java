package io.agencyswarm.model.dialect;

/** Thrown for an event that is JSON, but does not match its format. */
final class UnexpectedShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnexpectedShapeException() {
        super("an event does not match its format", null, false, false);
    }
}
