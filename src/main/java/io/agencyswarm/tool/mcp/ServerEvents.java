package io.agencyswarm.tool.mcp;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the server-sent events of a response. Not thread-safe. */
final class ServerEvents {

    /** The read timeout of an endless stream. */
    static final Duration STREAM_READ_TIMEOUT = Duration.ofHours(1);

    private final ServerResponse response;
    private final @Nullable Deadline deadline;
    private final SseParser parser;
    private long bytesRead;

    private ServerEvents(ServerResponse response, @Nullable Deadline deadline) {
        this.response = response;
        this.deadline = deadline;
        this.parser = new SseParser(response.maxBytes());
    }

    /** Reads the response to a request, which must end by the deadline and have at most {@code max-bytes} in total. */
    static ServerEvents ofResponse(ServerResponse response, Deadline deadline) {
        return new ServerEvents(response, deadline);
    }

    /** Reads the server's own messages, without a deadline. Each event has at most {@code max-bytes}. */
    static ServerEvents ofStream(ServerResponse response) {
        return new ServerEvents(response, null);
    }

    /**
     * Waits for the next event.
     *
     * @return null at the end of the response
     */
    @Nullable
    SseEvent next() throws ServerException, InterruptedException {
        try {
            for (SseEvent event = parser.next(); ; event = parser.next()) {
                Duration remaining = deadline == null ? STREAM_READ_TIMEOUT : deadline.remaining();
                // Checked even while bytes arrive, because a server may send other events without end.
                if (remaining.isZero()) {
                    throw ServerException.timedOut(null);
                }
                if (event != null) {
                    return event;
                }
                ByteBuffer bytes = response.next(remaining);
                if (bytes == null) {
                    return parser.end();
                }
                bytesRead += bytes.remaining();
                if (deadline != null && bytesRead > response.maxBytes()) {
                    throw ServerException.tooLarge(response.maxBytes());
                }
                parser.feed(bytes);
            }
        } catch (EventTooLargeException _) {
            throw ServerException.tooLarge(response.maxBytes());
        }
    }

    /** Returns whether a response is a stream of server-sent events. */
    static boolean isIn(HttpClientResponse head) {
        String type = head.getHeader("Content-Type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }
}
