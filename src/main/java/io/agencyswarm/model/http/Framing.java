package io.agencyswarm.model.http;

/** The format that is requested for an answer. The actual format is detected by {@link FramingDetector}. */
public enum Framing {
    /** Server-sent events. */
    SSE("text/event-stream"),
    /** One JSON object per line; the events have no names. */
    JSON_LINES("application/x-ndjson"),
    /** AWS's binary messages. The event of a failure has the name {@code error}. */
    AWS_MESSAGES("application/vnd.amazon.eventstream");

    private final String mediaType;

    Framing(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The value of the header {@code Accept}. */
    public String mediaType() {
        return mediaType;
    }
}
