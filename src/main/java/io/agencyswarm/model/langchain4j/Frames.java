package io.agencyswarm.model.langchain4j;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Cuts a stream of AWS's messages into events; what it says of failures has the name {@code error}. AWS's own decoder
 * would do, but holds two megabytes for each stream.
 */
final class Frames implements Framing.Reader {

    private final int maxBytes;
    private final Framing.Events events;

    private byte[] held = new byte[1_024];
    private int length;

    Frames(int maxBytes, Framing.Events events) {
        this.maxBytes = maxBytes;
        this.events = events;
    }

    @Override
    public void feed(byte[] piece) {
        append(piece);
        int start = 0;
        for (int size = size(start); size <= length - start; size = size(start)) {
            message(Message.decode(ByteBuffer.wrap(held, start, size).slice()));
            start += size;
        }
        if (start > 0) {
            System.arraycopy(held, start, held, 0, length - start);
            length -= start;
        }
    }

    private void append(byte[] piece) {
        if (length + piece.length > held.length) {
            held = Arrays.copyOf(held, Math.max(length + piece.length, held.length * 2));
        }
        System.arraycopy(piece, 0, held, length, piece.length);
        length += piece.length;
    }

    /** The size of a message, which stands at its beginning; more than anything while that is not there yet. */
    private int size(int start) {
        if (length - start < Integer.BYTES) {
            return Integer.MAX_VALUE;
        }
        int size = ByteBuffer.wrap(held).getInt(start);
        if (size < 0 || size > maxBytes) {
            throw new IllegalStateException("a message is larger than " + maxBytes + " bytes");
        }
        return size;
    }

    private void message(Message message) {
        Map<String, HeaderValue> headers = message.getHeaders();
        byte[] payload = message.getPayload();
        switch (text(headers, ":message-type")) {
            case "exception" -> failed(payload.length > 0 ? payload : bytes(text(headers, ":exception-type")));
            case "error" -> failed(bytes(text(headers, ":error-code") + ": " + text(headers, ":error-message")));
            default -> events.event(text(headers, ":event-type"), payload);
        }
    }

    private void failed(byte[] why) {
        events.event("error", why);
    }

    private static String text(Map<String, HeaderValue> headers, String name) {
        @Nullable HeaderValue value = headers.get(name);
        return value == null ? "" : value.getString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
