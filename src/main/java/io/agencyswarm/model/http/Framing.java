package io.agencyswarm.model.http;

import io.agencyswarm.item.JsonWeight;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How the bytes of an answer are cut into events. */
public enum Framing {
    /** Server-sent events. */
    SSE("text/event-stream"),
    /** A JSON text a line; the events have no names. */
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

    /**
     * A reader at the beginning of an answer.
     *
     * @param maxBytes the largest event that is read
     */
    EventReader reader(int maxBytes) {
        EventReader reader = switch (this) {
            case SSE -> new Sse(new SseParser(maxBytes));
            case JSON_LINES -> new JsonLines(maxBytes);
            case AWS_MESSAGES -> new AwsMessages(maxBytes);
        };
        return new Weighed(reader, maxBytes);
    }

    /** Refuses an event whose values would take more memory than its bytes let expect. */
    private record Weighed(EventReader reader, int maxBytes) implements EventReader {

        @Override
        public void feed(ByteBuffer bytes) {
            reader.feed(bytes);
        }

        @Override
        public @Nullable SseEvent next() {
            return checked(reader.next());
        }

        @Override
        public @Nullable SseEvent end() {
            return checked(reader.end());
        }

        private @Nullable SseEvent checked(@Nullable SseEvent event) {
            if (event != null && JsonWeight.exceeds(event.data(), maxBytes)) {
                throw new IllegalStateException(
                        "an event has so many values that it takes as much memory as one of more than " + maxBytes
                                + " bytes");
            }
            return event;
        }
    }

    private record Sse(SseParser parser) implements EventReader {

        @Override
        public void feed(ByteBuffer bytes) {
            parser.feed(bytes);
        }

        @Override
        public @Nullable SseEvent next() {
            return parser.next();
        }
    }
}
