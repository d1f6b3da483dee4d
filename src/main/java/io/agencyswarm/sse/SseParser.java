package io.agencyswarm.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of server-sent events as it comes, in pieces of any size, by the rules of the HTML standard: lines end
 * with LF, CR or CRLF, a comment begins with a colon, one blank after a field's colon is dropped, several {@code data}
 * lines are joined by LF, an event without data is none, and an event that the end of the stream cuts off is dropped.
 * Not safe for use by several threads at a time.
 */
public final class SseParser {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int maxBytes;
    private final Consumer<SseEvent> events;

    private byte[] line = new byte[256];
    private int length;
    private boolean afterCr;
    private boolean first = true;

    private @Nullable String name;
    private byte @Nullable [] data;

    /**
     * A parser at the beginning of a stream.
     *
     * @param maxBytes the largest event that is read, in bytes
     * @param events gets each event as soon as its empty line is read, on the thread that fed it
     */
    public SseParser(int maxBytes, Consumer<SseEvent> events) {
        this.maxBytes = maxBytes;
        this.events = events;
    }

    /**
     * Reads on.
     *
     * @throws IllegalStateException if an event is larger than allowed
     */
    public void feed(byte[] chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length; i++) {
            byte c = chunk[i];
            if (c != '\n' && c != '\r') {
                afterCr = false;
                continue;
            }
            if (c == '\n' && afterCr && i == start) {
                // The second half of a CRLF ends no line of its own.
                afterCr = false;
                start = i + 1;
                continue;
            }
            append(chunk, start, i);
            endLine();
            afterCr = c == '\r';
            start = i + 1;
        }
        append(chunk, start, chunk.length);
    }

    private void append(byte[] from, int start, int end) {
        int more = end - start;
        if (length + more + (data == null ? 0 : data.length) > maxBytes) {
            throw new IllegalStateException("an event is larger than " + maxBytes + " bytes");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
        }
        System.arraycopy(from, start, line, length, more);
        length += more;
    }

    private void endLine() {
        int start = first && startsWith(BOM, 0) ? BOM.length : 0;
        first = false;
        if (length == start) {
            endEvent();
        } else if (line[start] != ':') {
            field(start);
        }
        length = 0;
    }

    private void endEvent() {
        if (data != null) {
            events.accept(new SseEvent(name, data));
        }
        name = null;
        data = null;
    }

    private void field(int start) {
        int colon = start;
        while (colon < length && line[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, length);
        if (value < length && line[value] == ' ') {
            value++;
        }
        if (isField("data", start, colon)) {
            addData(value);
        } else if (isField("event", start, colon)) {
            name = value == length ? null : new String(line, value, length - value, StandardCharsets.UTF_8);
        }
        // "id" and "retry" are for clients that connect again, which a model's stream can't.
    }

    private void addData(int value) {
        byte[] before = data;
        if (before == null) {
            data = Arrays.copyOfRange(line, value, length);
            return;
        }
        byte[] joined = Arrays.copyOf(before, before.length + 1 + length - value);
        joined[before.length] = '\n';
        System.arraycopy(line, value, joined, before.length + 1, length - value);
        data = joined;
    }

    private boolean isField(String field, int start, int end) {
        if (end - start != field.length()) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (line[start + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(byte[] prefix, int at) {
        return length >= at + prefix.length && Arrays.equals(line, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
