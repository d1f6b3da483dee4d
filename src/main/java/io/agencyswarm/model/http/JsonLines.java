package io.agencyswarm.model.http;

import io.agencyswarm.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into lines, of which empty ones are left out. */
final class JsonLines implements EventReader {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final int maxBytes;
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    /**
     * At the beginning of a stream.
     *
     * @param maxBytes the longest line that is read
     */
    JsonLines(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        chunk = bytes;
    }

    @Override
    public @Nullable SseEvent next() {
        while (chunk.hasRemaining()) {
            int start = chunk.position();
            int end = start;
            while (end < chunk.limit() && chunk.get(end) != '\n') {
                end++;
            }
            if (line.size() + end - start > maxBytes) {
                throw new IllegalStateException("a line is longer than " + maxBytes + " bytes");
            }
            line.write(chunk.array(), chunk.arrayOffset() + start, end - start);
            chunk.position(Math.min(end + 1, chunk.limit()));
            if (end < chunk.limit() && line.size() > 0) {
                return end();
            }
        }
        return null;
    }

    @Override
    public @Nullable SseEvent end() {
        byte[] whole = line.toByteArray();
        line.reset();
        return whole.length == 0 ? null : new SseEvent(null, whole);
    }
}
