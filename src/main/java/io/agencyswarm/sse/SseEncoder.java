package io.agencyswarm.sse;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes events as the contract's frames: {@code id: number} if the event has one, {@code event: name},
 * {@code data: text}, and an empty line. Each colon is followed by a space, because hand-written clients cut off
 * {@code "data: "}. A line break within the data begins a new {@code data:} line, as the specification requires, so no
 * text of a model or a client can forge a frame. Characters that only some clients treat as line breaks are escaped as
 * in JSON, whose strings are the only place where they can occur.
 */
public final class SseEncoder {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] KEEP_ALIVE = ascii(": keepalive\n\n");

    private SseEncoder() {}

    /**
     * Appends a frame.
     *
     * @throws IllegalArgumentException if the event's name contains a line break
     */
    public static void encode(SseEvent event, Buffer to) {
        if (event.id() > 0) {
            to.appendBytes(ID).appendString(Long.toString(event.id())).appendByte((byte) '\n');
        }
        String name = event.name();
        if (name != null) {
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("An event's name must not contain a line break: " + name);
            }
            to.appendBytes(EVENT).appendString(name).appendByte((byte) '\n');
        }
        byte[] data = event.data();
        if (isOneLine(data)) {
            line(data, 0, data.length, to);
        } else {
            lines(endsLinesElsewhere(data) ? escape(data) : data, to);
        }
        to.appendByte((byte) '\n');
    }

    private static void lines(byte[] data, Buffer to) {
        int start = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                line(data, start, i, to);
                if (data[i] == '\r' && i + 1 < data.length && data[i + 1] == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        line(data, start, data.length, to);
    }

    /** Appends a comment, which shows proxies and clients that the stream is alive. */
    public static void keepAlive(Buffer to) {
        to.appendBytes(KEEP_ALIVE);
    }

    private static void line(byte[] data, int from, int end, Buffer to) {
        to.appendBytes(DATA).appendBytes(data, from, end - from).appendByte((byte) '\n');
    }

    /** Returns whether no client finds a line break in the data, which is nearly always so. */
    private static boolean isOneLine(byte[] data) {
        for (int i = 0; i < data.length; i++) {
            // One comparison for nearly all bytes: those beyond ASCII are negative.
            if (data[i] <= '\r' && (data[i] == '\n' || data[i] == '\r' || endsLineElsewhere(data, i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the data contains the bytes of U+0085, U+2028 or U+2029. */
    private static boolean endsLinesElsewhere(byte[] data) {
        for (int i = 0; i < data.length; i++) {
            if (endsLineElsewhere(data, i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the last byte of one of these characters is at {@code i}. */
    private static boolean endsLineElsewhere(byte[] data, int i) {
        byte before = i > 0 ? data[i - 1] : 0;
        return (before == (byte) 0xC2 && data[i] == (byte) 0x85)
                || (before == (byte) 0x80
                        && (data[i] == (byte) 0xA8 || data[i] == (byte) 0xA9)
                        && i > 1
                        && data[i - 2] == (byte) 0xE2);
    }

    private static byte[] escape(byte[] data) {
        return new String(data, StandardCharsets.UTF_8)
                .replace("\u0085", "\\u0085")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
