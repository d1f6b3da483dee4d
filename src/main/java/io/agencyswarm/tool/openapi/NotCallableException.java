package io.agencyswarm.tool.openapi;

/** Thrown if an operation can't be used as a tool. The message is the reason, for the end of a sentence. */
final class NotCallableException extends Exception {

    private static final long serialVersionUID = 1L;

    NotCallableException(String message) {
        super(message);
    }
}
