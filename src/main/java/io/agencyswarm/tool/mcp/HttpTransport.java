package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.agencyswarm.tool.remote.ToolServer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The transport over streamable HTTP. Each message is a separate POST; the thread that waits for the response reads it,
 * as JSON or as server-sent events. The server's own messages arrive at a {@link ServerMessageListener}.
 */
final class HttpTransport implements Transport {

    private static final Duration END_SESSION_TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final ToolServer server;
    private final Receiver receiver;
    private final HttpSession session = new HttpSession();
    private final @Nullable ServerMessageListener listener;
    private final RunningRequests running = new RunningRequests();
    private final AtomicBoolean retired = new AtomicBoolean();

    private HttpTransport(ToolServer server, Receiver receiver, @Nullable Runnable missed) {
        this.server = server;
        this.receiver = receiver;
        this.listener =
                missed == null ? null : new ServerMessageListener(server, session, data -> take(-1, data), missed);
    }

    /**
     * Creates the transport of a new session, with a connection for the server's own messages.
     *
     * @param missed called when messages of the server may have been missed
     */
    static HttpTransport withListener(ToolServer server, Receiver receiver, Runnable missed) {
        return new HttpTransport(server, receiver, missed);
    }

    /** Creates the transport of a new session that receives the server's messages only in responses. */
    static HttpTransport withoutListener(ToolServer server, Receiver receiver) {
        return new HttpTransport(server, receiver, null);
    }

    @Override
    public ObjectNode exchange(long id, ObjectNode request, Deadline deadline)
            throws ServerException, InterruptedException {
        return post(request, response -> {
            HttpClientResponse head = accepted(response, deadline);
            session.takeId(head);
            ObjectNode found =
                    ServerEvents.isIn(head) ? fromEvents(id, response, deadline) : take(id, response.body(deadline));
            if (found == null) {
                throw ServerException.failed("it ended the stream without a response");
            }
            return found;
        });
    }

    @Override
    public void send(ObjectNode message, Deadline deadline) throws ServerException, InterruptedException {
        post(message, response -> accepted(response, deadline));
    }

    @Override
    public void onStarted(String protocolVersion) {
        session.setVersion(protocolVersion);
        if (listener != null) {
            listener.start();
        }
    }

    @Override
    public String redact(String text) {
        return server.redact(text);
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public boolean reportsChanges(boolean announced) {
        return announced && listener != null && listener.isConnected();
    }

    @Override
    public void close() {
        retire();
        running.close();
    }

    @Override
    public void retire() {
        if (!retired.compareAndSet(false, true)) {
            return;
        }
        session.end();
        if (listener != null) {
            listener.close();
        }
        if (session.hasId()) {
            Thread.ofVirtual().start(this::endSession);
        }
    }

    private <T> T post(ObjectNode message, RunningRequests.ResponseReader<T> reader)
            throws ServerException, InterruptedException {
        Map<String, String> headers = session.headers();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        return running.read(server.request(HttpMethod.POST, server.address(), headers, Json.bytes(message)), reader);
    }

    private HttpClientResponse accepted(ServerResponse response, Deadline deadline)
            throws ServerException, InterruptedException {
        HttpClientResponse head;
        try {
            head = response.head(deadline);
        } catch (ServerException e) {
            if (e.kind() != ServerException.FailureKind.TIMEOUT) {
                // A restarted server does not know its old sessions.
                session.end();
            }
            throw e;
        }
        if (head.statusCode() == OK || head.statusCode() == ACCEPTED) {
            return head;
        }
        boolean lost = session.isUnknownBy(head);
        if (lost) {
            // Before the body is read, so that no other call begins in this session meanwhile.
            session.end();
        }
        ServerException refusal = response.refusal(head, deadline);
        throw lost ? new SessionLostException(refusal) : refusal;
    }

    private @Nullable ObjectNode fromEvents(long id, ServerResponse response, Deadline deadline)
            throws ServerException, InterruptedException {
        ServerEvents events = ServerEvents.ofResponse(response, deadline);
        for (SseEvent event = events.next(); event != null; event = events.next()) {
            ObjectNode found = take(id, event.data());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Returns the response to a request, if the text contains it. Passes all other messages to the receiver. */
    private @Nullable ObjectNode take(long id, byte[] text) throws ServerException {
        if (text.length == 0) {
            return null;
        }
        ObjectNode found = null;
        try {
            for (ObjectNode message : JsonRpcMessages.read(text, server.maxBytes())) {
                if (!JsonRpcMessages.isResponse(message)) {
                    receiver.receive(message);
                } else if (message.path("id").asText().equals(Long.toString(id))) {
                    found = message;
                }
            }
        } catch (JsonProcessingException e) {
            throw new ServerException(
                    ServerException.FailureKind.FAILED, "it sent a message that is not valid JSON", e);
        }
        return found;
    }

    private void endSession() {
        try (ServerResponse response = server.request(HttpMethod.DELETE, server.address(), session.headers())) {
            response.head(Deadline.in(END_SESSION_TIMEOUT));
            response.complete();
        } catch (ServerException _) {
            // The session need not be ended on a server that is gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
