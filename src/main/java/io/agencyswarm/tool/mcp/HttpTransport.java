package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.remote.HttpConnection;
import io.agencyswarm.tool.remote.ServerException;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP. Each message is a POST of its own; a request's answer is read by the thread that waits for it, from a
 * body of JSON or from events. What the server sends of itself comes by a GET, where it offers one, on a virtual thread.
 */
final class HttpTransport implements Transport {

    private static final String SESSION = "Mcp-Session-Id";
    private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7E]{1,1024}");
    private static final byte[] NOTHING = {};
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 30_000;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final HttpConnection connection;
    private final Receiver receiver;
    private final Runnable missed;
    private final boolean listens;
    private volatile @Nullable String session;
    private volatile @Nullable String version;
    private volatile @Nullable ResponseStream listening;

    /** Whether the session can be used. One that can't may still have a connection that listens. */
    private volatile boolean open = true;

    /** Whether there is a connection for what the server sends of itself. */
    private volatile boolean heard;

    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A session that has not begun.
     *
     * @param missed is told where messages of the server may have been missed
     * @param listens whether a connection is kept for what the server sends of itself
     */
    HttpTransport(HttpConnection connection, Receiver receiver, Runnable missed, boolean listens) {
        this.connection = connection;
        this.receiver = receiver;
        this.missed = missed;
        this.listens = listens;
    }

    @Override
    public ObjectNode exchange(long id, ObjectNode request, Deadline deadline)
            throws ServerException, InterruptedException {
        try (ResponseStream response = post(request)) {
            HttpClientResponse head = accepted(response, deadline);
            keepSession(head);
            ObjectNode answer = ServerEvents.isIn(head)
                    ? fromEvents(id, response, deadline)
                    : take(id, connection.body(response, deadline));
            if (answer == null) {
                throw ServerException.failed("it ended its answer before it had answered");
            }
            response.complete();
            return answer;
        }
    }

    @Override
    public void send(ObjectNode message, Deadline deadline) throws ServerException, InterruptedException {
        try (ResponseStream response = post(message)) {
            accepted(response, deadline);
            response.complete();
        }
    }

    @Override
    public void begun(String protocolVersion) {
        version = protocolVersion;
        if (listens) {
            Thread.ofVirtual().name("agency-swarm-mcp-listener").start(() -> listen(FIRST_PAUSE_MS));
        }
    }

    @Override
    public String redact(String text) {
        return connection.redact(text);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean reportsChanges(boolean told) {
        return told && heard;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        open = false;
        ResponseStream stream = listening;
        if (stream != null) {
            stream.close();
        }
        if (session != null) {
            Thread.ofVirtual().start(this::sayFarewell);
        }
    }

    private ResponseStream post(ObjectNode message) {
        Map<String, String> headers = new HashMap<>(sessionHeaders());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        return connection.request(HttpMethod.POST, connection.address(), headers, Json.bytes(message));
    }

    private Map<String, String> sessionHeaders() {
        Map<String, String> headers = new HashMap<>();
        String id = session;
        String spoken = version;
        if (id != null) {
            headers.put(SESSION, id);
        }
        if (spoken != null) {
            headers.put("MCP-Protocol-Version", spoken);
        }
        return headers;
    }

    private HttpClientResponse accepted(ResponseStream response, Deadline deadline)
            throws ServerException, InterruptedException {
        HttpClientResponse head;
        try {
            head = connection.head(response, deadline);
        } catch (ServerException e) {
            if (e.kind() != ServerException.FailureKind.TIMEOUT) {
                // A server that is gone comes back without its sessions.
                open = false;
            }
            throw e;
        }
        if (head.statusCode() == OK || head.statusCode() == ACCEPTED) {
            return head;
        }
        ServerException refusal = connection.refusal(head, response, deadline);
        if (isLost(head)) {
            open = false;
            throw new SessionLostException(refusal);
        }
        throw refusal;
    }

    /** By the protocol 404 says that the session is over; there are servers that say 400. */
    private boolean isLost(HttpClientResponse head) {
        return session != null && (head.statusCode() == NOT_FOUND || head.statusCode() == BAD_REQUEST);
    }

    private void keepSession(HttpClientResponse head) throws ServerException {
        String id = head.getHeader(SESSION);
        if (id != null && session == null) {
            if (!SESSION_ID.matcher(id).matches()) {
                throw ServerException.failed("the id that it gives the session is not valid");
            }
            session = id;
        }
    }

    private @Nullable ObjectNode fromEvents(long id, ResponseStream response, Deadline deadline)
            throws ServerException, InterruptedException {
        ServerEvents events = ServerEvents.ofAnswer(connection, response, deadline);
        for (SseEvent event = events.next(); event != null; event = events.next()) {
            ObjectNode answer = take(id, event.data());
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    /** The answer to a request, if a text holds it; what else it holds goes to the receiver. */
    private @Nullable ObjectNode take(long id, byte[] text) throws ServerException {
        if (text.length == 0) {
            return null;
        }
        ObjectNode answer = null;
        List<ObjectNode> messages = JsonRpcMessages.read(text, connection.maxBytes());
        for (ObjectNode message : messages) {
            if (!JsonRpcMessages.isAnswer(message)) {
                receiver.receive(message);
            } else if (message.path("id").asText().equals(Long.toString(id))) {
                answer = message;
            }
        }
        return answer;
    }

    private void listen(long pause) {
        if (closed.get()) {
            return;
        }
        Map<String, String> headers = new HashMap<>(sessionHeaders());
        headers.put("Accept", "text/event-stream");
        boolean offered = false;
        try (ResponseStream response = connection.request(HttpMethod.GET, connection.address(), headers, NOTHING)) {
            listening = response;
            if (closed.get()) {
                // Closed before there was anything to close.
                return;
            }
            HttpClientResponse head = connection.head(response, Deadline.in(ServerEvents.SILENCE));
            if (head.statusCode() == OK && ServerEvents.isIn(head)) {
                offered = true;
                heard = true;
                if (pause > FIRST_PAUSE_MS) {
                    // What was sent while nobody listened was missed.
                    missed.run();
                }
                ServerEvents events = ServerEvents.ofStream(connection, response);
                for (SseEvent event = events.next(); event != null && open; event = events.next()) {
                    take(-1, event.data());
                }
            } else if (isLost(head)) {
                open = false;
            }
        } catch (ServerException _) {
            // Refused connections say that the server is gone, and with it the session.
            open &= offered;
            offered = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            heard = false;
        }
        if (offered && open) {
            connection
                    .vertx()
                    .setTimer(
                            pause,
                            timer -> Thread.ofVirtual().start(() -> listen(Math.min(LONGEST_PAUSE_MS, 2 * pause))));
        }
    }

    private void sayFarewell() {
        try (ResponseStream response =
                connection.request(HttpMethod.DELETE, connection.address(), sessionHeaders(), NOTHING)) {
            connection.head(response, Deadline.in(FAREWELL));
            response.complete();
        } catch (ServerException _) {
            // A server that is gone needs no farewell.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
