package io.agencyswarm.model.http;

import io.agencyswarm.sse.SseEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an answer's bytes into events. {@link #next} throws {@link IllegalStateException} where an event is too large,
 * and {@link IllegalArgumentException} where the bytes are no events; the message says why, in plain words.
 */
interface EventReader {

    /** Takes the next bytes, in an array, which stay as they are until {@link #next} has returned null. */
    void feed(ByteBuffer bytes);

    /** The next event; null where more bytes are wanted. */
    @Nullable
    SseEvent next();

    /** The last event, where it needs no end of its own; null if there is none. */
    default @Nullable SseEvent end() {
        return null;
    }
}
