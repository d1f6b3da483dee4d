package io.agencyswarm.model.http;

import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Splits an answer's bytes into events. {@link #next} throws {@link EventTooLargeException} if an event is too large,
 * and {@link IllegalArgumentException} if the bytes are not events. The message gives the reason.
 */
interface EventReader {

    /**
     * Accepts the next bytes. The buffer must have an array and must not change until {@link #next} has returned null.
     */
    void feed(ByteBuffer bytes);

    /** Returns the next event; null if more bytes are needed. */
    @Nullable
    SseEvent next();

    /** Returns an event that ends only with the stream; null if there is none. */
    default @Nullable SseEvent end() {
        return null;
    }
}
