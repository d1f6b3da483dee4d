package io.agencyswarm.tool.mcp;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.sse.EventTooLargeException;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import io.agencyswarm.tool.remote.HttpConnection;
import io.agencyswarm.tool.remote.ServerException;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the server-sent events of a response. Not thread-safe. */
final class ServerEvents {

    /** The read timeout of an endless stream. */
    static final Duration SILENCE = Duration.ofHours(1);

    private final HttpConnection connection;
    private final ResponseStream response;
    private final @Nullable Deadline deadline;
    private final SseParser parser;
    private long bytesRead;

    private ServerEvents(HttpConnection connection, ResponseStream response, @Nullable Deadline deadline) {
        this.connection = connection;
        this.response = response;
        this.deadline = deadline;
        this.parser = new SseParser(connection.maxBytes());
    }

    /** Reads the response to a request, which must end by the deadline and have at most {@code max-bytes} in total. */
    static ServerEvents ofAnswer(HttpConnection connection, ResponseStream response, Deadline deadline) {
        return new ServerEvents(connection, response, deadline);
    }

    /** Reads the server's own messages, without a deadline. Each event has at most {@code max-bytes}. */
    static ServerEvents ofStream(HttpConnection connection, ResponseStream response) {
        return new ServerEvents(connection, response, null);
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
                Duration remaining = deadline == null ? SILENCE : deadline.remaining();
                // Checked even while bytes arrive, because a server may send other events without end.
                if (remaining.isZero()) {
                    throw ServerException.timedOut(null);
                }
                if (event != null) {
                    return event;
                }
                ByteBuffer bytes = connection.next(response, remaining);
                if (bytes == null) {
                    return parser.end();
                }
                bytesRead += bytes.remaining();
                if (deadline != null && bytesRead > connection.maxBytes()) {
                    throw ServerException.tooLarge(connection.maxBytes());
                }
                parser.feed(bytes);
            }
        } catch (EventTooLargeException _) {
            throw ServerException.tooLarge(connection.maxBytes());
        }
    }

    /** Returns whether a response is a stream of server-sent events. */
    static boolean isIn(HttpClientResponse head) {
        String type = head.getHeader("Content-Type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }
}
