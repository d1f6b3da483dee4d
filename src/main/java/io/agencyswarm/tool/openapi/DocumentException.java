package io.agencyswarm.tool.openapi;

/** An OpenAPI document that can't be used. The message is half a sentence in which "it" is the document. */
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
