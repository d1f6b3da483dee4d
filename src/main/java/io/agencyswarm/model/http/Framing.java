package io.agencyswarm.model.http;

/** What the bytes of an answer are asked to be. What they are is told by the bytes: see {@link FramingDetector}. */
public enum Framing {
    /** Server-sent events. */
    SSE("text/event-stream"),
    /** A JSON object a line; the events have no names. */
    JSON_LINES("application/x-ndjson"),
    /** AWS's binary messages; one that tells of a failure has the name {@code error}. */
    AWS_MESSAGES("application/vnd.amazon.eventstream");

    private final String mediaType;

    Framing(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What to ask for in the header {@code Accept}. */
    public String mediaType() {
        return mediaType;
    }
}
