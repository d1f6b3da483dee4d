package io.agencyswarm.tool.openapi;

/** An operation that can't be a tool. The message is half a sentence that says why. */
final class NotCallableException extends Exception {

    private static final long serialVersionUID = 1L;

    NotCallableException(String message) {
        super(message);
    }
}
