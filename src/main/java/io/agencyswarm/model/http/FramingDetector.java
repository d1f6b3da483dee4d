package io.agencyswarm.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.item.Json;
import io.agencyswarm.item.JsonWeight;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an answer into events by what its first byte says it is, because servers name other content types than they
 * send, or none: an object or an array of JSON, in whole or in lines; a web page; bytes that are packed; AWS's messages
 * where they were asked for; else server-sent events. Events that say nothing are left out. An event named {@code
 * error} always has JSON as its data: a text where the server sent none.
 */
final class FramingDetector {

    /** What an answer is. */
    enum DetectedFraming {
        /** Nothing came yet but blanks. */
        UNKNOWN,
        /** It is read as events. */
        EVENTS,
        /** HTML or XML. */
        PAGE,
        /** Compressed by gzip. */
        PACKED
    }

    private static final int GZIP = 0x1F;

    /** What ends the streams of OpenAI and of many that speak as it does. */
    private static final String DONE = "[DONE]";

    private static final Set<String> HEARTBEATS = Set.of("ping", "heartbeat", "keepalive", "keep-alive");
    private static final Set<String> EMPTY = Set.of("{}", "[]", "null", "\"\"");
    private static final int LONGEST_EMPTY = 16;

    /** How much of the beginning is kept until there is an event, to be quoted if there never is one. */
    private static final int QUOTABLE = 1_024;

    private final Framing framing;
    private final int maxBytes;
    private ByteArrayOutputStream begin = new ByteArrayOutputStream(0);
    private DetectedFraming kind = DetectedFraming.UNKNOWN;
    private @Nullable EventReader events;
    private boolean any;
    private long bytesBeforeAny;

    /**
     * At the beginning of an answer.
     *
     * @param maxBytes the largest event that is read
     */
    FramingDetector(Framing framing, int maxBytes) {
        this.framing = framing;
        this.maxBytes = maxBytes;
    }

    DetectedFraming kind() {
        return kind;
    }

    /** The beginning of the answer as long as there was no event. */
    byte[] begin() {
        return begin.toByteArray();
    }

    /** Whether there was an event. */
    boolean any() {
        return any;
    }

    /**
     * Takes the next bytes, in an array, which stay as they are until {@link #next} has returned null.
     *
     * @throws IllegalStateException if there was no event in so many bytes that there will be none
     */
    void feed(ByteBuffer bytes) {
        if (!any) {
            countBegin(bytes);
        }
        if (kind == DetectedFraming.UNKNOWN) {
            while (bytes.hasRemaining() && isBlank(bytes.get(bytes.position()))) {
                bytes.get();
            }
            if (!bytes.hasRemaining()) {
                checkBegin();
                return;
            }
            recognize(bytes.get(bytes.position()));
        }
        if (events != null) {
            events.feed(bytes);
        }
    }

    /**
     * The next event.
     *
     * @return null where more bytes are wanted
     * @throws IllegalStateException if an event is too large
     * @throws IllegalArgumentException if the bytes are no events
     */
    @Nullable
    SseEvent next() {
        if (events == null) {
            return null;
        }
        for (SseEvent event = events.next(); event != null; event = events.next()) {
            if (counts(event)) {
                return checked(event);
            }
        }
        checkBegin();
        return null;
    }

    /** The last event, where the answer's end is its own; null if there is none, or only the beginning of one. */
    @Nullable
    SseEvent end() {
        SseEvent event = events == null ? null : events.end();
        return event != null && counts(event) ? checked(event) : null;
    }

    private void recognize(byte first) {
        switch (first) {
            case '<' -> kind = DetectedFraming.PAGE;
            case GZIP -> kind = DetectedFraming.PACKED;
            default -> {
                kind = DetectedFraming.EVENTS;
                events = switch (first) {
                    case '{', '[' -> new JsonValues(maxBytes);
                    case 0 -> framing == Framing.AWS_MESSAGES ? new AwsMessages(maxBytes) : sse();
                    default -> sse();
                };
            }
        }
    }

    private EventReader sse() {
        return new Sse(new SseParser(maxBytes));
    }

    private void countBegin(ByteBuffer bytes) {
        int kept = Math.min(bytes.remaining(), QUOTABLE - begin.size());
        begin.write(bytes.array(), bytes.arrayOffset() + bytes.position(), kept);
        bytesBeforeAny += bytes.remaining();
    }

    /** A server that only ever sends blanks, comments or lines of another kind is not listened to for ever. */
    private void checkBegin() {
        if (!any && bytesBeforeAny > 2L * maxBytes) {
            throw new IllegalStateException("there is no event in more than " + 2L * maxBytes + " bytes");
        }
    }

    /**
     * Servers keep a connection alive by events that are empty, in words of JSON or without, and by what they name so.
     */
    private static boolean counts(SseEvent event) {
        byte[] data = event.data();
        String name = event.name();
        if ("error".equals(name)) {
            return true;
        }
        int begin = 0;
        while (begin < data.length && isBlank(data[begin])) {
            begin++;
        }
        if (begin == data.length || (data[begin] != '{' && name != null && HEARTBEATS.contains(name))) {
            return false;
        }
        return name != null || data.length > LONGEST_EMPTY || !EMPTY.contains(Quotes.text(data));
    }

    /** Whether nothing is missing at the end of an event. */
    private static boolean isWhole(SseEvent event) {
        if ("error".equals(event.name()) || Quotes.text(event.data()).equals(DONE)) {
            return true;
        }
        try {
            return Json.read(event.data()).isContainerNode();
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    /** A byte order mark, which is three bytes, counts as blank. */
    private static boolean isBlank(byte c) {
        return c == ' '
                || c == '\n'
                || c == '\r'
                || c == '\t'
                || c == (byte) 0xEF
                || c == (byte) 0xBB
                || c == (byte) 0xBF;
    }

    private SseEvent checked(SseEvent event) {
        if (!any) {
            any = true;
            begin = new ByteArrayOutputStream(0);
        }
        if (JsonWeight.exceeds(event.data(), maxBytes)) {
            throw new IllegalStateException(
                    "an event has so many values that it takes as much memory as one of more than " + maxBytes
                            + " bytes");
        }
        return "error".equals(event.name()) ? new SseEvent("error", json(event.data())) : event;
    }

    private static byte[] json(byte[] data) {
        try {
            return Json.read(data).isMissingNode() ? Json.quoted(ServerErrors.UNTOLD) : data;
        } catch (JsonProcessingException _) {
            return Json.quoted(Quotes.text(data));
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

        @Override
        public @Nullable SseEvent end() {
            SseEvent event = parser.end();
            return event != null && isWhole(event) ? event : null;
        }
    }
}
