package io.agencyswarm.sse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses a stream of server-sent events, in chunks of any size, by the rules of the HTML standard: lines end with LF,
 * CR or CRLF, a comment begins with a colon, one blank after a field's colon is dropped, several {@code data} lines are
 * joined by LF, an event without data is discarded. The standard discards an event that the end of the stream cuts off;
 * {@link #end} returns it, because some servers omit the last blank line. One field is an addition to the standard,
 * because model servers use it to report failures: {@code error} makes the event one named {@code error} with only that
 * value as its data. Each byte is read once and copied at most three times, for any lengths of lines and chunks. Not
 * thread-safe.
 */
public final class SseParser {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);

    /** Enough to distinguish a known field from all others. */
    private static final int MAX_FIELD_LENGTH = EVENT.length + 1;

    private static final byte[] NOTHING = {};

    /** The largest buffer that is reused for the next event. */
    private static final int MAX_KEPT_BYTES = 65_536;

    /** The part of a line that the next byte belongs to. */
    private enum LinePart {
        FIELD,
        BLANK,
        VALUE
    }

    private final int maxBytes;

    private byte[] chunk = NOTHING;
    private int position;
    private int limit;

    private LinePart part = LinePart.FIELD;
    private final byte[] field = new byte[MAX_FIELD_LENGTH];
    private int fieldLength;
    private int lineBytes;
    private boolean afterCr;
    private boolean first = true;

    /** The buffer for the line's value; null for comments and for fields that are not used. */
    private @Nullable ByteArrayOutputStream target;

    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private ByteArrayOutputStream data = new ByteArrayOutputStream(0);
    private boolean hasData;
    private boolean isError;
    private int eventBytes;

    /**
     * Creates a parser at the beginning of a stream.
     *
     * @param maxBytes the maximum size of an event in bytes: its {@code data} and {@code event} lines with their
     *     fields' names. No other line may be longer either.
     */
    public SseParser(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Sets the next chunk of the stream, which must not change until {@link #next} has returned null.
     *
     * @throws IllegalStateException if the previous chunk has not been read completely
     */
    public void feed(ByteBuffer bytes) {
        if (position < limit) {
            throw new IllegalStateException("the previous chunk has not been read completely");
        }
        if (bytes.hasArray()) {
            chunk = bytes.array();
            position = bytes.arrayOffset() + bytes.position();
        } else {
            chunk = new byte[bytes.remaining()];
            bytes.duplicate().get(chunk);
            position = 0;
        }
        limit = position + bytes.remaining();
    }

    /**
     * Returns the next event of the chunk.
     *
     * @return null if the rest of the chunk contains no end of an event; the next chunk is needed then
     * @throws EventTooLargeException if an event or a line is larger than allowed
     */
    public @Nullable SseEvent next() {
        while (position < limit) {
            byte c = chunk[position];
            if (afterCr) {
                afterCr = false;
                if (c == '\n') {
                    // The LF of a CRLF does not end another line.
                    position++;
                    continue;
                }
            }
            if (c != '\n' && c != '\r') {
                readLine();
                continue;
            }
            position++;
            afterCr = c == '\r';
            SseEvent event = endLine();
            if (event != null) {
                return event;
            }
        }
        release();
        return null;
    }

    /** Keeps nothing of a chunk that has been read: most streams wait for their next chunk most of the time. */
    private void release() {
        chunk = NOTHING;
        position = 0;
        limit = 0;
        if (!hasData) {
            data = new ByteArrayOutputStream(0);
        }
    }

    /** Returns the event that the end of the stream has cut off, without its blank line; null if there is none. */
    public @Nullable SseEvent end() {
        if (part != LinePart.FIELD || fieldLength > 0) {
            endLine();
        }
        return endEvent();
    }

    /** Reads the part of the line that the chunk contains, without its end. */
    private void readLine() {
        int end = position;
        while (end < limit && chunk[end] != '\n' && chunk[end] != '\r') {
            end++;
        }
        lineBytes += end - position;
        if ((long) eventBytes + lineBytes > maxBytes) {
            throw new EventTooLargeException("an event is larger than " + maxBytes + " bytes");
        }
        if (part == LinePart.FIELD) {
            readField(end);
        }
        if (part == LinePart.BLANK && position < end) {
            position += chunk[position] == ' ' ? 1 : 0;
            part = LinePart.VALUE;
        }
        if (target != null) {
            target.write(chunk, position, end - position);
        }
        position = end;
    }

    private void readField(int end) {
        for (; position < end; position++) {
            if (chunk[position] == ':') {
                position++;
                part = LinePart.BLANK;
                beginValue();
                return;
            }
            if (fieldLength < field.length) {
                field[fieldLength++] = chunk[position];
            }
            if (first && isField(BOM)) {
                first = false;
                fieldLength = 0;
            }
        }
    }

    private void beginValue() {
        if (isField(ERROR)) {
            data.reset();
            hasData = true;
            isError = true;
            target = data;
        } else if (isError) {
            // Other fields of an error event are ignored.
            target = null;
        } else if (isField(DATA)) {
            if (hasData) {
                data.write('\n');
            }
            hasData = true;
            target = data;
        } else if (isField(EVENT)) {
            name.reset();
            target = name;
        }
        // "id" and "retry" are for clients that reconnect, which is not possible with a model's stream.
    }

    private @Nullable SseEvent endLine() {
        boolean empty = part == LinePart.FIELD && fieldLength == 0;
        if (part == LinePart.FIELD) {
            beginValue();
        }
        if (target != null) {
            eventBytes += lineBytes + 1;
        }
        part = LinePart.FIELD;
        fieldLength = 0;
        lineBytes = 0;
        first = false;
        target = null;
        return empty ? endEvent() : null;
    }

    private @Nullable SseEvent endEvent() {
        SseEvent event = hasData ? new SseEvent(eventName(), data.toByteArray()) : null;
        name.reset();
        if (data.size() > MAX_KEPT_BYTES) {
            data = new ByteArrayOutputStream(0);
        }
        data.reset();
        hasData = false;
        isError = false;
        eventBytes = 0;
        return event;
    }

    private @Nullable String eventName() {
        if (isError) {
            return "error";
        }
        return name.size() == 0 ? null : name.toString(StandardCharsets.UTF_8);
    }

    private boolean isField(byte[] other) {
        return Arrays.equals(field, 0, fieldLength, other, 0, other.length);
    }
}
