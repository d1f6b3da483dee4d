package io.agencyswarm.model.http;

import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of AWS's messages ({@code application/vnd.amazon.eventstream}) into events. A message consists of its
 * length, the length of its headers, a checksum of both, the headers, the payload, and a checksum of everything before
 * it. Each byte is read twice and copied at most three times.
 */
final class AwsMessages implements EventReader {

    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MIN_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;
    private static final int INITIAL_BYTES = 1_024;

    /** Largest buffer that is reused for the next message. */
    private static final int MAX_KEPT_BYTES = 65_536;

    private final int maxBytes;

    private byte[] pending = new byte[INITIAL_BYTES];
    private int start;
    private int end;

    AwsMessages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (start == end) {
            pending = pending.length > MAX_KEPT_BYTES ? new byte[INITIAL_BYTES] : pending;
            start = 0;
            end = 0;
        } else if (start > 0) {
            // The rest is from the last chunk, so no byte is moved twice.
            System.arraycopy(pending, start, pending, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end + more > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(end + more, pending.length * 2));
        }
        bytes.get(pending, end, more);
        end += more;
    }

    @Override
    public @Nullable SseEvent next() {
        int available = end - start;
        if (available < Integer.BYTES) {
            return null;
        }
        ByteBuffer message = ByteBuffer.wrap(pending, start, available);
        long size = Integer.toUnsignedLong(message.getInt());
        if (size > maxBytes) {
            throw new EventTooLargeException("a message is larger than " + maxBytes + " bytes");
        }
        require(size >= MIN_BYTES, "a message is shorter than its own lengths and checksums");
        if (available < PRELUDE_BYTES) {
            return null;
        }
        long headers = Integer.toUnsignedLong(message.getInt());
        require(checksum(start, PRELUDE_BYTES - CHECKSUM_BYTES) == message.getInt(), "a message's lengths are damaged");
        require(headers <= size - MIN_BYTES, "a message's headers are longer than the message");
        if (available < size) {
            return null;
        }
        return event(message, (int) headers, (int) size);
    }

    private SseEvent event(ByteBuffer message, int headers, int size) {
        int payload = size - MIN_BYTES - headers;
        int checked = size - CHECKSUM_BYTES;
        require(checksum(start, checked) == message.getInt(start + checked), "a message is damaged");
        Map<String, String> texts = texts(message.slice(start + PRELUDE_BYTES, headers));
        int from = start + PRELUDE_BYTES + headers;
        byte[] data = Arrays.copyOfRange(pending, from, from + payload);
        start += size;
        return switch (text(texts, ":message-type")) {
            case "exception" ->
                failure(
                        ServerErrors.sentence(data).isEmpty()
                                ? bytes(ServerErrors.plain(text(texts, ":exception-type")))
                                : data);
            case "error" -> failure(bytes(text(texts, ":error-code") + ": " + text(texts, ":error-message")));
            default -> new SseEvent(text(texts, ":event-type"), data);
        };
    }

    /** Reads the headers that are texts; all others are skipped. */
    private static Map<String, String> texts(ByteBuffer headers) {
        Map<String, String> texts = new HashMap<>();
        while (headers.hasRemaining()) {
            String name = string(headers, Byte.toUnsignedInt(headers.get()));
            require(headers.hasRemaining(), "a header of a message is cut off");
            byte type = headers.get();
            switch (type) {
                case 0, 1 -> {}
                case 2 -> skip(headers, Byte.BYTES);
                case 3 -> skip(headers, Short.BYTES);
                case 4 -> skip(headers, Integer.BYTES);
                case 5, 8 -> skip(headers, Long.BYTES);
                case 6 -> skip(headers, length(headers));
                case 7 -> texts.put(name, string(headers, length(headers)));
                case 9 -> skip(headers, 2 * Long.BYTES);
                default -> throw new IllegalArgumentException("a header of a message has the unknown type " + type);
            }
        }
        return texts;
    }

    private static int length(ByteBuffer headers) {
        require(headers.remaining() >= Short.BYTES, "a header of a message is cut off");
        return Short.toUnsignedInt(headers.getShort());
    }

    private static String string(ByteBuffer headers, int length) {
        int from = headers.arrayOffset() + headers.position();
        skip(headers, length);
        return new String(headers.array(), from, length, StandardCharsets.UTF_8);
    }

    private static void skip(ByteBuffer headers, int bytes) {
        require(headers.remaining() >= bytes, "a header of a message is cut off");
        headers.position(headers.position() + bytes);
    }

    private int checksum(int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(pending, from, length);
        return (int) crc.getValue();
    }

    private static void require(boolean valid, String problem) {
        if (!valid) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static SseEvent failure(byte[] reason) {
        return new SseEvent("error", reason);
    }

    private static String text(Map<String, String> headers, String name) {
        return headers.getOrDefault(name, "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
