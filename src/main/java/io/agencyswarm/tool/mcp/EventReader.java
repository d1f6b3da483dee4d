package io.agencyswarm.tool.mcp;

import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events of an answer, one after another. For one thread. */
final class EventReader {

    private final HttpConnection connection;
    private final ResponseStream response;
    private final SseParser parser;

    EventReader(HttpConnection connection, ResponseStream response) {
        this.connection = connection;
        this.response = response;
        this.parser = new SseParser(connection.maxBytes());
    }

    /**
     * Waits for the next event.
     *
     * @param silence how long to wait for the next bytes, asked before each wait
     * @return null at the end of the answer
     */
    @Nullable
    SseEvent next(Supplier<Duration> silence) throws McpException, InterruptedException {
        try {
            for (SseEvent event = parser.next(); ; event = parser.next()) {
                if (event != null) {
                    return event;
                }
                ByteBuffer bytes = connection.next(response, silence.get());
                if (bytes == null) {
                    return parser.end();
                }
                parser.feed(bytes);
            }
        } catch (IllegalStateException e) {
            throw Messages.tooLarge(connection.maxBytes());
        }
    }
}
