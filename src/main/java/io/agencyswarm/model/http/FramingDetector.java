package io.agencyswarm.model.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.json.Json;
import io.agencyswarm.json.JsonWeight;
import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects the format of an answer by its first byte and splits it into events. The content type is not used, because
 * some servers send a wrong one or none. The formats are JSON objects (in lines, or in an array), a web page, gzip,
 * AWS's messages if they were requested, and server-sent events otherwise. Empty events are discarded. The data of an
 * event named {@code error} is always JSON; if the server's is not, it becomes a JSON string.
 */
final class FramingDetector {

    /** The format of an answer. */
    enum DetectedFraming {
        /** Only white space has been read so far. */
        UNKNOWN,
        /** The answer is read as events. */
        EVENTS,
        /** HTML or XML. */
        PAGE,
        /** Compressed by gzip. */
        COMPRESSED
    }

    private static final int GZIP = 0x1F;

    private static final Set<String> HEARTBEATS = Set.of("ping", "heartbeat", "keepalive", "keep-alive");
    private static final Set<String> EMPTY = Set.of("{}", "[]", "null", "\"\"");
    private static final int MAX_EMPTY_LENGTH = 16;

    /** Number of bytes retained until the first event, to quote them if there is none. */
    private static final int MAX_QUOTED = 1_024;

    private final Framing framing;
    private final int maxBytes;
    private ByteArrayOutputStream prefix = new ByteArrayOutputStream(0);
    private DetectedFraming kind = DetectedFraming.UNKNOWN;
    private @Nullable EventReader events;
    private boolean hasEvents;
    private long bytesBeforeEvents;

    /**
     * Creates a detector for one answer.
     *
     * @param maxBytes the maximum size of an event
     */
    FramingDetector(Framing framing, int maxBytes) {
        this.framing = framing;
        this.maxBytes = maxBytes;
    }

    DetectedFraming kind() {
        return kind;
    }

    /** The beginning of the answer; empty after the first event. */
    byte[] prefix() {
        return prefix.toByteArray();
    }

    /** Returns whether there was an event. */
    boolean hasEvents() {
        return hasEvents;
    }

    /**
     * Accepts the next bytes. The buffer must have an array and must not change until {@link #next} has returned null.
     *
     * @throws EventTooLargeException if too many bytes were read without an event
     */
    void feed(ByteBuffer bytes) {
        if (!hasEvents) {
            countPrefix(bytes);
        }
        if (kind == DetectedFraming.UNKNOWN) {
            while (bytes.hasRemaining() && isBlank(bytes.get(bytes.position()))) {
                bytes.get();
            }
            if (!bytes.hasRemaining()) {
                checkPrefix();
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
     * @return null if more bytes are needed
     * @throws EventTooLargeException if an event is too large
     * @throws IllegalArgumentException if the bytes are not events
     */
    @Nullable
    SseEvent next() {
        if (events == null) {
            return null;
        }
        for (SseEvent event = events.next(); event != null; event = events.next()) {
            if (isContent(event)) {
                return validate(event);
            }
        }
        checkPrefix();
        return null;
    }

    /** Returns an event that ends only with the answer; null if there is none, or if it is not complete. */
    @Nullable
    SseEvent end() {
        SseEvent event = events == null ? null : events.end();
        return event != null && isContent(event) ? validate(event) : null;
    }

    private void recognize(byte first) {
        switch (first) {
            case '<' -> kind = DetectedFraming.PAGE;
            case GZIP -> kind = DetectedFraming.COMPRESSED;
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

    private void countPrefix(ByteBuffer bytes) {
        int copied = Math.min(bytes.remaining(), MAX_QUOTED - prefix.size());
        prefix.write(bytes.array(), bytes.arrayOffset() + bytes.position(), copied);
        bytesBeforeEvents += bytes.remaining();
    }

    /** Limits how much a server may send without an event, such as white space and comments. */
    private void checkPrefix() {
        if (!hasEvents && bytesBeforeEvents > 2L * maxBytes) {
            throw new EventTooLargeException("there is no event in more than " + 2L * maxBytes + " bytes");
        }
    }

    /**
     * Returns false for the events by which servers keep a connection alive: empty ones, empty JSON values, and those
     * with a heartbeat's name.
     */
    private static boolean isContent(SseEvent event) {
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
        return name != null || data.length > MAX_EMPTY_LENGTH || !EMPTY.contains(ErrorQuotes.text(data));
    }

    /** Returns whether an event is complete. */
    private static boolean isComplete(SseEvent event) {
        if ("error".equals(event.name()) || EndMarker.is(event.data())) {
            return true;
        }
        try {
            return Json.read(event.data()).isContainerNode();
        } catch (JsonProcessingException _) {
            return false;
        }
    }

    /** The three bytes of a byte order mark count as white space. */
    private static boolean isBlank(byte c) {
        return c == ' '
                || c == '\n'
                || c == '\r'
                || c == '\t'
                || c == (byte) 0xEF
                || c == (byte) 0xBB
                || c == (byte) 0xBF;
    }

    private SseEvent validate(SseEvent event) {
        if (!hasEvents) {
            hasEvents = true;
            prefix = new ByteArrayOutputStream(0);
        }
        if (JsonWeight.exceeds(event.data(), maxBytes)) {
            throw new EventTooLargeException(
                    "an event has so many values that it takes as much memory as one of more than " + maxBytes
                            + " bytes");
        }
        return "error".equals(event.name()) ? new SseEvent("error", json(event.data())) : event;
    }

    private static byte[] json(byte[] data) {
        try {
            return Json.read(data).isMissingNode() ? Json.quoted(ServerErrors.WITHOUT_MESSAGE) : data;
        } catch (JsonProcessingException _) {
            return Json.quoted(ErrorQuotes.text(data));
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
            return event != null && isComplete(event) ? event : null;
        }
    }
}
