package io.agencyswarm.model.http;

import io.agencyswarm.sse.SseEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Cuts a stream of AWS's messages into events. AWS's own decoder would do, but holds two megabytes for each stream.
 */
final class AwsMessages implements EventReader {

    private final int maxBytes;

    private byte[] held = new byte[1_024];
    private int start;
    private int end;

    AwsMessages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (start > 0) {
            // What is left came with the last chunk, so no byte is moved twice.
            System.arraycopy(held, start, held, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end + more > held.length) {
            held = Arrays.copyOf(held, Math.max(end + more, held.length * 2));
        }
        bytes.get(held, end, more);
        end += more;
    }

    @Override
    public @Nullable SseEvent next() {
        if (end - start < Integer.BYTES) {
            return null;
        }
        int size = ByteBuffer.wrap(held).getInt(start);
        if (size < 0 || size > maxBytes) {
            throw new IllegalStateException("a message is larger than " + maxBytes + " bytes");
        }
        if (size > end - start) {
            return null;
        }
        Message message = Message.decode(ByteBuffer.wrap(held, start, size).slice());
        start += size;
        return event(message);
    }

    private static SseEvent event(Message message) {
        Map<String, HeaderValue> headers = message.getHeaders();
        byte[] payload = message.getPayload();
        return switch (text(headers, ":message-type")) {
            case "exception" -> failure(payload.length > 0 ? payload : bytes(text(headers, ":exception-type")));
            case "error" -> failure(bytes(text(headers, ":error-code") + ": " + text(headers, ":error-message")));
            default -> new SseEvent(text(headers, ":event-type"), payload);
        };
    }

    private static SseEvent failure(byte[] why) {
        return new SseEvent("error", why);
    }

    private static String text(Map<String, HeaderValue> headers, String name) {
        @Nullable HeaderValue value = headers.get(name);
        return value == null ? "" : value.getString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
