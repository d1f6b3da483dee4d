package io.agencyswarm.sse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param id the event's number in its stream, 0 for none
 * @param name the event's name, null for an unnamed one
 * @param data UTF-8; shared, not copied, so it must not be changed
 */
public record SseEvent(long id, @Nullable String name, byte[] data) {

    /** Creates an event without a number. */
    public SseEvent(@Nullable String name, byte[] data) {
        this(0, name, data);
    }

    /** Creates an event with text. */
    public static SseEvent of(@Nullable String name, String data) {
        return new SseEvent(name, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy with a number. */
    public SseEvent numbered(long number) {
        return new SseEvent(number, name, data);
    }

    /** Returns the data as text. */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }
}
