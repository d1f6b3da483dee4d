package io.agencyswarm.tool.openapi;

/** Thrown if an OpenAPI document can't be used. The message is a clause whose subject is "it", the document. */
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
