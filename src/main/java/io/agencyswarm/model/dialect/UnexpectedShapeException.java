package io.agencyswarm.model.dialect;

/** An event is JSON, but not of a form that its format has. */
final class UnexpectedShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnexpectedShapeException() {
        super("an event is not of its format's form", null, false, false);
    }
}
