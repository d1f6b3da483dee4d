package io.agencyswarm.tool.mcp;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.agencyswarm.tool.remote.ToolServer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a GET on which a server of streamable HTTP sends its own messages, if it offers one. A virtual thread
 * reads it. When the connection ends, it is opened again after a pause, which doubles with each connection that ends
 * soon and without a message.
 */
final class ServerMessageListener implements AutoCloseable {

    private static final long FIRST_PAUSE_MS = 500;
    private static final long MAX_PAUSE_MS = 30_000;
    private static final int OK = 200;

    private final ToolServer server;
    private final HttpSession session;
    private final MessageReader reader;
    private final Runnable missed;
    private volatile @Nullable ServerResponse response;
    private volatile boolean connected;
    private volatile boolean closed;

    /** Reads the messages in an event. */
    @FunctionalInterface
    interface MessageReader {
        void read(byte[] data) throws ServerException;
    }

    /** The end of a connection, which decides whether and when the next one is opened. */
    private enum End {
        /** The server does not offer a stream, or the session has ended. */
        FINAL,
        /** The connection lasted, or had a message. */
        AFTER_USE,
        /** The connection ended soon and without a message. */
        SOON
    }

    /**
     * Creates a listener that is not connected.
     *
     * @param missed called when messages of the server may have been missed
     */
    ServerMessageListener(ToolServer server, HttpSession session, MessageReader reader, Runnable missed) {
        this.server = server;
        this.session = session;
        this.reader = reader;
        this.missed = missed;
    }

    /** Connects in the background. */
    void start() {
        start(FIRST_PAUSE_MS);
    }

    /** Returns whether the server's messages are received now. */
    boolean isConnected() {
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        ServerResponse current = response;
        if (current != null) {
            current.close();
        }
    }

    /** Connects in the background, after a pause of this length. */
    private void start(long pause) {
        Thread.ofVirtual().name("agency-swarm-mcp-listener").start(() -> listen(pause));
    }

    private void listen(long pause) {
        End end;
        try {
            end = readConnection(pause > FIRST_PAUSE_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        if (end != End.FINAL && session.isOpen()) {
            long wait = end == End.AFTER_USE ? FIRST_PAUSE_MS : pause;
            server.vertx().setTimer(wait, _ -> start(Math.min(MAX_PAUSE_MS, 2 * wait)));
        }
    }

    private End readConnection(boolean wasPaused) throws InterruptedException {
        if (closed) {
            return End.FINAL;
        }
        Map<String, String> headers = session.headers();
        headers.put("Accept", "text/event-stream");
        long since = System.nanoTime();
        boolean hadMessage = false;
        try (ServerResponse current = server.request(HttpMethod.GET, server.address(), headers)) {
            response = current;
            if (closed) {
                // Closed while the request was being sent.
                return End.FINAL;
            }
            HttpClientResponse head = current.head(Deadline.in(ServerEvents.STREAM_READ_TIMEOUT));
            if (head.statusCode() != OK || !ServerEvents.isIn(head)) {
                if (session.isUnknownBy(head)) {
                    session.end();
                }
                return End.FINAL;
            }
            since = System.nanoTime();
            connected = true;
            if (wasPaused) {
                // Messages that were sent during the pause were missed.
                missed.run();
            }
            ServerEvents events = ServerEvents.ofStream(current);
            for (SseEvent event = events.next(); event != null && session.isOpen(); event = events.next()) {
                hadMessage = true;
                reader.read(event.data());
            }
        } catch (ServerException _) {
            if (!connected) {
                // A refused connection means that the server, and with it the session, is gone.
                session.end();
            }
        } finally {
            connected = false;
        }
        boolean lasted = System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(MAX_PAUSE_MS);
        return hadMessage || lasted ? End.AFTER_USE : End.SOON;
    }
}
