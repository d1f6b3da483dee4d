package io.agencyswarm.service.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client of the MCP server for one revision. Immutable. */
public final class McpCaller {

    public static final String STATELESS = "2026-07-28";
    public static final String WITH_HANDSHAKE = "2025-11-25";

    private final ServiceClient client;
    private final String revision;

    private McpCaller(ServiceClient client, String revision) {
        this.client =
                client.with("MCP-Protocol-Version", revision).with("Accept", "application/json, text/event-stream");
        this.revision = revision;
    }

    public static McpCaller of(ServiceClient client, String revision) {
        return new McpCaller(client, revision);
    }

    /** Returns a copy with an additional header. */
    public McpCaller with(String header, String value) {
        return new McpCaller(client.with(header, value), revision);
    }

    /** Returns a message in the format of the revision. */
    public ObjectNode message(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", 7).put("method", method);
        message.set("params", params);
        if (revision.equals(STATELESS)) {
            ObjectNode meta = params.withObject("/_meta");
            meta.put("io.modelcontextprotocol/protocolVersion", revision)
                    .putObject("io.modelcontextprotocol/clientCapabilities");
        }
        return message;
    }

    /** Returns the parameters of a call. */
    public static ObjectNode call(String tool, String arguments) {
        try {
            ObjectNode params = Json.object().put("name", tool);
            params.set("arguments", Json.read(arguments));
            return params;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the plain answer to a message. */
    public ServiceAnswer send(String method, ObjectNode params) throws IOException, InterruptedException {
        return headed(method, params).post("/mcp", message(method, params).toString());
    }

    /** Returns the plain answer to a body. */
    public ServiceAnswer post(String body) throws IOException, InterruptedException {
        return client.post("/mcp", body);
    }

    /** Returns the result of a message, or of a call that was answered without a stream. */
    public JsonNode result(String method, ObjectNode params) throws IOException, InterruptedException {
        ServiceAnswer answer = send(method, params);
        return last(answer).path("result");
    }

    /** Reads the answer to a call to its end and returns the result. */
    public JsonNode call(ObjectNode params) throws IOException {
        List<JsonNode> messages = open(params).rest();
        return messages.getLast().path("result");
    }

    /** Returns the last message of an answer, which may be a stream. */
    public static JsonNode last(ServiceAnswer answer) {
        String text = answer.text();
        if (!answer.header("Content-Type").orElse("").startsWith("text/event-stream")) {
            return answer.body();
        }
        return text.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> read(line.substring("data: ".length())))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    /** Starts a call whose answer is read message by message. */
    public Call open(ObjectNode params) throws IOException {
        SseClient.Request request = headed("tools/call", params).raw("/mcp");
        return new Call(request.post(message("tools/call", params).toString()));
    }

    /**
     * Completes with the last message of a call. The call uses a separate thread, because its answer may start with
     * that message.
     */
    public CompletableFuture<JsonNode> callLater(ObjectNode params) {
        CompletableFuture<JsonNode> last = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Call call = open(params)) {
                last.complete(call.rest().getLast());
            } catch (IOException | RuntimeException e) {
                last.completeExceptionally(e);
            }
        });
        return last;
    }

    private ServiceClient headed(String method, ObjectNode params) {
        ServiceClient headed = client.with("Mcp-Method", method);
        return params.has("name") ? headed.with("Mcp-Name", params.path("name").asText()) : headed;
    }

    private static JsonNode read(String json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** A call in progress. Not thread-safe. */
    public static final class Call implements AutoCloseable {

        private final SseClient stream;

        private Call(SseClient stream) {
            this.stream = stream;
        }

        /** Returns the next message; null after the last one. */
        @Nullable
        public JsonNode next() throws IOException {
            Optional<String> frame = stream.readFrame();
            while (frame.isPresent() && !frame.get().startsWith("data: ")) {
                frame = stream.readFrame();
            }
            return frame.map(data -> read(data.substring("data: ".length()).strip()))
                    .orElse(null);
        }

        /** Returns all remaining messages. */
        public List<JsonNode> rest() throws IOException {
            List<JsonNode> messages = new ArrayList<>();
            for (JsonNode message = next(); message != null; message = next()) {
                messages.add(message);
            }
            close();
            return messages;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
