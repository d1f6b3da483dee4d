package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.agencyswarm.tool.remote.ToolServer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The HTTP transport of MCP's version 2024-11-05. All messages of the server arrive on the stream of a GET, which a
 * virtual thread reads. The first event is the address for the client's messages.
 */
final class SseTransport implements Transport {

    private static final Logger LOG = Logger.getLogger(SseTransport.class);
    private static final int OK = 200;

    private final ToolServer server;
    private final Receiver receiver;
    private final ServerResponse stream;
    private final PendingResponses pending = new PendingResponses();
    private final RunningRequests running = new RunningRequests();
    private final CompletableFuture<HttpUrl> endpoint = new CompletableFuture<>();
    private volatile boolean open = true;

    private SseTransport(ToolServer server, Receiver receiver) {
        this.server = server;
        this.receiver = receiver;
        this.stream = server.request(HttpMethod.GET, server.address(), Map.of("Accept", "text/event-stream"));
    }

    /** Opens the stream and waits for the address for messages. */
    static SseTransport open(ToolServer server, Receiver receiver, Deadline deadline)
            throws ServerException, InterruptedException {
        SseTransport transport = new SseTransport(server, receiver);
        Thread.ofVirtual().name("agency-swarm-mcp-reader").start(() -> transport.read(deadline));
        try {
            transport.endpoint.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return transport;
        } catch (TimeoutException e) {
            transport.close();
            throw ServerException.timedOut(e);
        } catch (ExecutionException e) {
            transport.close();
            throw e.getCause() instanceof ServerException failed ? failed : ServerException.timedOut(e);
        } catch (InterruptedException e) {
            transport.close();
            throw e;
        }
    }

    @Override
    public ObjectNode exchange(long id, ObjectNode request, Deadline deadline)
            throws ServerException, InterruptedException {
        return pending.exchange(id, () -> send(request, deadline), deadline);
    }

    @Override
    public void send(ObjectNode message, Deadline deadline) throws ServerException, InterruptedException {
        ServerResponse posted = server.request(
                HttpMethod.POST, endpoint.join(), Map.of("Content-Type", "application/json"), Json.bytes(message));
        running.read(posted, response -> {
            HttpClientResponse head = response.head(deadline);
            if (head.statusCode() / 100 != 2) {
                throw response.refusal(head, deadline);
            }
            return head;
        });
    }

    @Override
    public void onStarted(String protocolVersion) {
        // The stream is open already.
    }

    @Override
    public String redact(String text) {
        return server.redact(text);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean reportsChanges(boolean announced) {
        return announced;
    }

    @Override
    public void close() {
        end(ServerException.failed("the session with it was closed"));
    }

    private void end(ServerException cause) {
        open = false;
        endpoint.completeExceptionally(cause);
        pending.fail(cause);
        running.close();
        stream.close();
    }

    private void read(Deadline deadline) {
        try {
            HttpClientResponse head = stream.head(deadline);
            if (head.statusCode() != OK) {
                throw stream.refusal(head, deadline);
            }
            if (!ServerEvents.isIn(head)) {
                throw ServerException.failed("its response is not a stream of events; try transport=http");
            }
            ServerEvents events = ServerEvents.ofStream(stream);
            for (SseEvent event = events.next(); event != null; event = events.next()) {
                receive(event);
            }
            end(ServerException.failed("the connection was closed"));
        } catch (ServerException e) {
            end(e);
        } catch (InterruptedException _) {
            end(ServerException.failed("the session with it was closed"));
            Thread.currentThread().interrupt();
        }
    }

    private void receive(SseEvent event) throws ServerException {
        if (Objects.equals(event.name(), "endpoint")) {
            endpoint.complete(endpoint(event.text()));
            return;
        }
        // Some servers keep the connection alive with empty events or events of other names.
        if (!Objects.requireNonNullElse(event.name(), "message").equals("message")) {
            return;
        }
        pending.dispatch(messages(event), receiver);
    }

    private List<ObjectNode> messages(SseEvent event) throws ServerException {
        try {
            return JsonRpcMessages.read(event.data(), server.maxBytes());
        } catch (JsonProcessingException _) {
            LOG.debugf("%s sent an event that is not a message (%d bytes).", server, event.data().length);
            return List.of();
        }
    }

    /**
     * Returns the address for messages. It must be on the configured server, because the server's headers are sent to
     * it.
     */
    private HttpUrl endpoint(String text) throws ServerException {
        HttpUrl serverUrl = server.address();
        URI endpointUri;
        try {
            endpointUri = serverUrl.uri().resolve(text.strip());
        } catch (IllegalArgumentException _) {
            throw ServerException.failed("its address for messages is not valid");
        }
        return HttpUrl.of(endpointUri)
                .filter(serverUrl::hasOriginOf)
                .orElseThrow(() -> ServerException.failed("its address for messages is on another server"));
    }
}
