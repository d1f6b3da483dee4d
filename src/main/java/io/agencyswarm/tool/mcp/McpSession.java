package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.tool.remote.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A session with a server. Thread-safe. */
final class McpSession implements AutoCloseable {

    /**
     * The revision that the client requests. It does not request 2025-11-25, although it accepts it: servers of that
     * revision may end a stream before the response and expect the client to continue it with a GET, which this client
     * does not do.
     */
    private static final String REQUESTED_VERSION = "2025-06-18";

    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26", REQUESTED_VERSION, "2025-11-25");

    private static final Duration BACKGROUND_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_PENDING = 32;
    private static final int MAX_PAGES = 100;
    private static final int MAX_TOOLS = 1_000;
    private static final int SHOWN_CHARS = 1_000;

    private final int maxBytes;
    private final AtomicLong ids = new AtomicLong();
    private final Semaphore background = new Semaphore(MAX_PENDING);
    private volatile boolean toolsChanged;
    private final CompletableFuture<Transport> opened = new CompletableFuture<>();
    private boolean hasTools;
    private boolean announcesChanges;

    /** Opens the session's transport. */
    @FunctionalInterface
    interface TransportOpener {

        /**
         * Opens the transport to the server.
         *
         * @param missed called when messages of the server may have been missed
         */
        Transport open(Transport.Receiver receiver, Runnable missed) throws ServerException, InterruptedException;
    }

    private McpSession(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a session.
     *
     * @param maxBytes maximum size of the list of tools, in bytes
     */
    static McpSession open(TransportOpener opening, String clientVersion, int maxBytes, Deadline deadline)
            throws ServerException, InterruptedException {
        McpSession session = new McpSession(maxBytes);
        Transport transport = opening.open(session::receive, session::markToolsChanged);
        session.opened.complete(transport);
        try {
            session.initialize(transport, clientVersion, deadline);
            return session;
        } catch (ServerException | InterruptedException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    private void initialize(Transport transport, String clientVersion, Deadline deadline)
            throws ServerException, InterruptedException {
        ObjectNode params = Json.object().put("protocolVersion", REQUESTED_VERSION);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "agency-swarm-quarkus").put("version", clientVersion);
        JsonNode result = request(transport, "initialize", params, deadline);
        String version = result.path("protocolVersion").asText();
        if (!VERSIONS.contains(version)) {
            throw ServerException.failed("it uses the protocol version \"" + forMessage(version)
                    + "\", which this client does not support; it supports " + String.join(", ", VERSIONS));
        }
        hasTools = result.path("capabilities").has("tools");
        announcesChanges = result.at("/capabilities/tools/listChanged").asBoolean();
        transport.onStarted(version);
        transport.send(JsonRpcMessages.notification("notifications/initialized", Json.object()), deadline);
    }

    boolean isOpen() {
        return transport().isOpen();
    }

    /** Returns whether the server has reported a change of its tools since they were last listed. */
    boolean toolsChanged() {
        return toolsChanged;
    }

    /** Returns whether a change of the tools would be received. */
    boolean isNotifiedOfChanges() {
        return transport().reportsChanges(announcesChanges);
    }

    /**
     * The descriptions of a server's tools, in its order.
     *
     * @param complete whether the server has no more tools than these
     */
    record DescribedTools(List<JsonNode> tools, boolean complete) {}

    /** Lists the server's tools: at most {@value #MAX_TOOLS}, of at most {@value #MAX_PAGES} pages. */
    DescribedTools tools(Deadline deadline) throws ServerException, InterruptedException {
        toolsChanged = false;
        try {
            return listed(deadline);
        } catch (ServerException | InterruptedException | RuntimeException e) {
            // The next listing must not miss the change.
            toolsChanged = true;
            throw e;
        }
    }

    private DescribedTools listed(Deadline deadline) throws ServerException, InterruptedException {
        List<JsonNode> tools = new ArrayList<>();
        if (!hasTools) {
            return new DescribedTools(tools, true);
        }
        String cursor = "";
        long bytes = 0;
        for (int page = 0; page < MAX_PAGES && tools.size() < MAX_TOOLS; page++) {
            ObjectNode params = Json.object();
            if (!cursor.isEmpty()) {
                params.put("cursor", cursor);
            }
            JsonNode result = request(transport(), "tools/list", params, deadline);
            bytes += Json.bytes(result).length;
            if (bytes > maxBytes) {
                throw ServerException.failed(
                        "its list of tools has more than " + maxBytes + " bytes, which is the limit (max-bytes)");
            }
            for (JsonNode tool : result.path("tools")) {
                if (tools.size() >= MAX_TOOLS) {
                    return new DescribedTools(tools, false);
                }
                tools.add(tool);
            }
            cursor = result.path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                return new DescribedTools(tools, true);
            }
        }
        return new DescribedTools(tools, false);
    }

    /**
     * Calls a tool. If the calling thread is interrupted or the deadline passes, sends a cancellation to the server.
     *
     * @return the result; {@code isError} is true in it if the tool failed
     */
    ObjectNode call(String tool, ObjectNode arguments, Deadline deadline) throws ServerException, InterruptedException {
        ObjectNode params = Json.object().put("name", tool);
        params.set("arguments", arguments);
        JsonNode result = request(transport(), "tools/call", params, deadline);
        if (result instanceof ObjectNode object) {
            return object;
        }
        throw ServerException.failed("its response has no result");
    }

    @Override
    public void close() {
        transport().close();
    }

    /** Ends the session because another one replaces it: calls that can still succeed go on. */
    void retire() {
        transport().retire();
    }

    private Transport transport() {
        return opened.join();
    }

    private JsonNode request(Transport transport, String method, ObjectNode params, Deadline deadline)
            throws ServerException, InterruptedException {
        long id = ids.incrementAndGet();
        ObjectNode response;
        try {
            response = transport.exchange(id, JsonRpcMessages.request(id, method, params), deadline);
        } catch (InterruptedException e) {
            sendCancellation(id, method, "The run was cancelled.");
            throw e;
        } catch (ServerException e) {
            if (e.kind() == ServerException.FailureKind.TIMEOUT) {
                sendCancellation(id, method, "The call timed out.");
            }
            throw e;
        }
        JsonNode error = response.path("error");
        if (!error.isMissingNode()) {
            throw ServerException.failed(
                    "it refused (" + error.path("code").asInt() + ")",
                    forMessage(error.path("message").asText()));
        }
        return response.path("result");
    }

    private void sendCancellation(long id, String method, String reason) {
        // The protocol does not allow cancelling this request.
        if (!method.equals("initialize")) {
            sendInBackground(JsonRpcMessages.notification(
                    "notifications/cancelled",
                    Json.object().put("requestId", id).put("reason", reason)));
        }
    }

    private void receive(ObjectNode message) {
        if (JsonRpcMessages.isRequest(message)) {
            sendInBackground(JsonRpcMessages.respond(message));
        } else if (message.path("method").asText().equals("notifications/tools/list_changed")) {
            markToolsChanged();
        }
    }

    private void markToolsChanged() {
        toolsChanged = true;
    }

    /** Sends a message in the background. Drops it if too many such messages are being sent. */
    private void sendInBackground(ObjectNode message) {
        if (!background.tryAcquire()) {
            return;
        }
        // A server may send a request before its transport is open.
        var _ = opened.thenAccept(transport -> Thread.ofVirtual().start(() -> {
            try {
                transport.send(message, Deadline.in(BACKGROUND_TIMEOUT));
            } catch (ServerException _) {
                // The next use of the session reports the failure.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                background.release();
            }
        }));
    }

    private String forMessage(String text) {
        return Excerpt.of(transport().redact(text), SHOWN_CHARS);
    }
}
