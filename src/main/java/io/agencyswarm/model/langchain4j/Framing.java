package io.agencyswarm.model.langchain4j;

import io.agencyswarm.sse.SseParser;
import org.jspecify.annotations.Nullable;

/** How the bytes of an answer are cut into events. */
enum Framing {
    /** Server-sent events. */
    EVENTS("text/event-stream"),
    /** A JSON text a line. */
    LINES("application/x-ndjson"),
    /** AWS's binary messages. */
    FRAMES("application/vnd.amazon.eventstream");

    private final String mediaType;

    Framing(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Takes an answer's bytes as they come. */
    interface Reader {

        /** Reads on. What it throws says why the bytes are no answer. */
        void feed(byte[] piece);

        /** No more comes. */
        default void end() {}
    }

    /** Gets each event, on the thread that reads. */
    interface Events {
        void event(@Nullable String name, byte[] data);
    }

    String mediaType() {
        return mediaType;
    }

    /**
     * At the beginning of an answer.
     *
     * @param maxBytes the largest event that is read
     */
    Reader reader(int maxBytes, Events events) {
        return switch (this) {
            case EVENTS -> new SseParser(maxBytes, event -> events.event(event.name(), event.data()))::feed;
            case LINES -> new Lines(maxBytes, line -> events.event(null, line));
            case FRAMES -> new Frames(maxBytes, events);
        };
    }
}
