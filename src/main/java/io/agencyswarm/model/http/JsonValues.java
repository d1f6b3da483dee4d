package io.agencyswarm.model.http;

import io.agencyswarm.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into JSON objects, whether each is on a line of its own, spread over lines, or an element of
 * one array. Each byte is looked at once. What is no object comes out as the text of its line, and so does an object
 * with a line break inside of a text, which JSON does not allow: the next line is read on its own then. An object that
 * the end of the stream cuts off is discarded.
 */
final class JsonValues implements EventReader {

    private enum ScanState {
        BETWEEN,
        OBJECT,
        TEXT
    }

    private final int maxBytes;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private byte[] chunk = {};
    private int position;
    private int limit;

    private ScanState state = ScanState.BETWEEN;
    private boolean inArray;
    private int depth;
    private boolean quoted;
    private boolean escaped;

    /**
     * At the beginning of a stream.
     *
     * @param maxBytes the largest object, and the longest line of anything else, that is read
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
            held.write(chunk, start, position - start);
        }
        return null;
    }

    @Override
    public @Nullable SseEvent end() {
        boolean text = state == ScanState.TEXT;
        state = ScanState.BETWEEN;
        return text ? new SseEvent(null, held.toByteArray()) : null;
    }

    /** Whether the first byte of an object or a text is met. */
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

    /** Whether the last byte of the object or the text is met. */
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
        if (held.size() == 0) {
            return Arrays.copyOfRange(chunk, start, position);
        }
        held.write(chunk, start, position - start);
        byte[] all = held.toByteArray();
        held.reset();
        return all;
    }

    private void check(int more) {
        if (held.size() + more > maxBytes) {
            throw new IllegalStateException("an event is larger than " + maxBytes + " bytes");
        }
    }
}
