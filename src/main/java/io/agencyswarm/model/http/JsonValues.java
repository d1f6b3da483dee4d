package io.agencyswarm.model.http;

import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of bytes into JSON objects. An object may be on one line, span several lines, or be an element of one
 * array. Each byte is read once. Anything else is returned as the text of its line. So is an object with a line break
 * inside a string, which JSON does not allow; reading continues with the next line. An object that is cut off by the
 * end of the stream is discarded.
 */
final class JsonValues implements EventReader {

    private enum ScanState {
        BETWEEN,
        OBJECT,
        TEXT
    }

    private final int maxBytes;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private byte[] chunk = {};
    private int position;
    private int limit;

    private ScanState state = ScanState.BETWEEN;
    private boolean inArray;
    private int depth;
    private boolean quoted;
    private boolean escaped;

    /**
     * Creates a reader for one stream.
     *
     * @param maxBytes the maximum size of an object, and of a line of anything else
     */
    JsonValues(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        chunk = bytes.array();
        position = bytes.arrayOffset() + bytes.position();
        limit = position + bytes.remaining();
    }

    @Override
    public @Nullable SseEvent next() {
        int start = position;
        while (position < limit) {
            byte c = chunk[position++];
            if (state == ScanState.BETWEEN) {
                start = begins(c) ? position - 1 : position;
            } else if (ends(c)) {
                state = ScanState.BETWEEN;
                return new SseEvent(null, whole(start));
            }
        }
        if (state != ScanState.BETWEEN) {
            check(position - start);
            pending.write(chunk, start, position - start);
        }
        return null;
    }

    @Override
    public @Nullable SseEvent end() {
        boolean text = state == ScanState.TEXT;
        state = ScanState.BETWEEN;
        return text ? new SseEvent(null, pending.toByteArray()) : null;
    }

    /** Returns whether {@code c} is the first byte of an object or a text. */
    private boolean begins(byte c) {
        switch (c) {
            case ' ', '\t', '\r', '\n' -> {
                return false;
            }
            case '{' -> state = ScanState.OBJECT;
            case '[' -> {
                if (!inArray) {
                    inArray = true;
                    return false;
                }
                state = ScanState.OBJECT;
            }
            case ',', ']' -> {
                if (inArray) {
                    inArray = c == ',';
                    return false;
                }
                state = ScanState.TEXT;
            }
            default -> state = ScanState.TEXT;
        }
        depth = 1;
        quoted = false;
        escaped = false;
        return true;
    }

    /** Returns whether {@code c} is the last byte of the object or the text. */
    private boolean ends(byte c) {
        if (state == ScanState.TEXT) {
            return c == '\n';
        }
        if (quoted) {
            quoted = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            return c == '\n';
        }
        switch (c) {
            case '"' -> quoted = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
        return depth == 0;
    }

    private byte[] whole(int start) {
        check(position - start);
        if (pending.size() == 0) {
            return Arrays.copyOfRange(chunk, start, position);
        }
        pending.write(chunk, start, position - start);
        byte[] all = pending.toByteArray();
        pending.reset();
        return all;
    }

    private void check(int more) {
        if (pending.size() + more > maxBytes) {
            throw new EventTooLargeException("an event is larger than " + maxBytes + " bytes");
        }
    }
}
