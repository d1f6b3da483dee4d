package io.agencyswarm.tool.openapi;

/** Thrown if an OpenAPI document can't be used. The message fits the end of a sentence, and calls the document "it". */
final class DocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DocumentException(String message) {
        super(message);
    }

    DocumentException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message, which is never null here. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
