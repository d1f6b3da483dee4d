package io.agencyswarm.sse;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes events as the contract's frames: {@code event: name}, {@code data: text}, an empty line, each with the space
 * after its colon, because hand-written clients cut off {@code "data: "}. A line break within the data begins a new
 * {@code data:} line, as the specification has it, so nothing that a model or a client says can forge a frame.
 */
public final class SseEncoder {

    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] KEEP_ALIVE = ascii(": keepalive\n\n");

    private SseEncoder() {}

    /**
     * Appends a frame.
     *
     * @throws IllegalArgumentException if the event's name holds a line break
     */
    public static void encode(SseEvent event, Buffer to) {
        String name = event.name();
        if (name != null) {
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("An event's name can't hold a line break: " + name);
            }
            to.appendBytes(EVENT).appendString(name).appendByte((byte) '\n');
        }
        byte[] data = event.data();
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
        to.appendByte((byte) '\n');
    }

    /** Appends a comment that tells proxies and clients that the stream is alive. */
    public static void keepAlive(Buffer to) {
        to.appendBytes(KEEP_ALIVE);
    }

    private static void line(byte[] data, int from, int end, Buffer to) {
        to.appendBytes(DATA).appendBytes(data, from, end - from).appendByte((byte) '\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
