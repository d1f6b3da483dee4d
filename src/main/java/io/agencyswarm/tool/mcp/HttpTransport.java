package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The transport over streamable HTTP. Each message is a separate POST; the thread that waits for the response reads it,
 * as JSON or as server-sent events. The server's own messages arrive on the stream of a GET, if the server offers one,
 * which a virtual thread reads.
 */
final class HttpTransport implements Transport {

    private static final String SESSION = "Mcp-Session-Id";
    private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7E]{1,1024}");
    private static final byte[] NOTHING = {};
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MS = 500;
    private static final long MAX_PAUSE_MS = 30_000;
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

    /** Whether the session can be used. A session that can't may still have the connection of the GET. */
    private volatile boolean open = true;

    /** Whether the connection for the server's own messages is open. */
    private volatile boolean hasListener;

    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates the transport of a new session.
     *
     * @param missed called when messages of the server may have been missed
     * @param listens whether to keep a connection for the server's own messages
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
                throw ServerException.failed("it ended the stream without a response");
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
    public void onStarted(String protocolVersion) {
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
    public boolean reportsChanges(boolean announced) {
        return announced && hasListener;
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
            Thread.ofVirtual().start(this::endSession);
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
        String protocolVersion = version;
        if (id != null) {
            headers.put(SESSION, id);
        }
        if (protocolVersion != null) {
            headers.put("MCP-Protocol-Version", protocolVersion);
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
                // A restarted server does not know its old sessions.
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

    /** The protocol's status for an expired session is 404; some servers send 400. */
    private boolean isLost(HttpClientResponse head) {
        return session != null && (head.statusCode() == NOT_FOUND || head.statusCode() == BAD_REQUEST);
    }

    private void keepSession(HttpClientResponse head) throws ServerException {
        String id = head.getHeader(SESSION);
        if (id != null && session == null) {
            if (!SESSION_ID.matcher(id).matches()) {
                throw ServerException.failed("its session id is not valid");
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

    /** Returns the answer to a request, if the text contains it. Passes all other messages to the receiver. */
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

    /**
     * Reads the server's own messages until the connection ends, then connects again after a pause. The pause doubles
     * with each connection that ends soon and without a message.
     */
    private void listen(long pause) {
        if (closed.get()) {
            return;
        }
        Map<String, String> headers = new HashMap<>(sessionHeaders());
        headers.put("Accept", "text/event-stream");
        boolean offered = false;
        boolean lasted = false;
        try (ResponseStream response = connection.request(HttpMethod.GET, connection.address(), headers, NOTHING)) {
            listening = response;
            if (closed.get()) {
                // Closed while the request was being sent.
                return;
            }
            HttpClientResponse head = connection.head(response, Deadline.in(ServerEvents.SILENCE));
            if (head.statusCode() == OK && ServerEvents.isIn(head)) {
                offered = true;
                hasListener = true;
                long since = System.nanoTime();
                if (pause > FIRST_PAUSE_MS) {
                    // Messages that were sent during the pause were missed.
                    missed.run();
                }
                ServerEvents events = ServerEvents.ofStream(connection, response);
                try {
                    for (SseEvent event = events.next(); event != null && open; event = events.next()) {
                        lasted = true;
                        take(-1, event.data());
                    }
                } finally {
                    lasted |= System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(MAX_PAUSE_MS);
                }
            } else if (isLost(head)) {
                open = false;
            }
        } catch (ServerException _) {
            // A refused connection means that the server, and with it the session, is gone.
            open &= offered;
            offered = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            hasListener = false;
        }
        if (offered && open) {
            long wait = lasted ? FIRST_PAUSE_MS : pause;
            connection
                    .vertx()
                    .setTimer(wait, _ -> Thread.ofVirtual().start(() -> listen(Math.min(MAX_PAUSE_MS, 2 * wait))));
        }
    }

    private void endSession() {
        try (ResponseStream response =
                connection.request(HttpMethod.DELETE, connection.address(), sessionHeaders(), NOTHING)) {
            connection.head(response, Deadline.in(FAREWELL));
            response.complete();
        } catch (ServerException _) {
            // The session need not be ended on a server that is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
