package io.agencyswarm.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client of the MCP server, of one revision. Immutable. */
final class McpCaller {

    static final String STATELESS = "2026-07-28";
    static final String WITH_HANDSHAKE = "2025-11-25";

    private final ServiceClient client;
    private final String revision;

    private McpCaller(ServiceClient client, String revision) {
        this.client =
                client.with("MCP-Protocol-Version", revision).with("Accept", "application/json, text/event-stream");
        this.revision = revision;
    }

    static McpCaller of(ServiceClient client, String revision) {
        return new McpCaller(client, revision);
    }

    /** The same client with one more header. */
    McpCaller with(String header, String value) {
        return new McpCaller(client.with(header, value), revision);
    }

    /** A message as a client of the revision writes it. */
    ObjectNode message(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", 7).put("method", method);
        message.set("params", params);
        if (revision.equals(STATELESS)) {
            ObjectNode meta = params.withObject("/_meta");
            meta.put("io.modelcontextprotocol/protocolVersion", revision)
                    .putObject("io.modelcontextprotocol/clientCapabilities");
        }
        return message;
    }

    /** The parameters of a call. */
    static ObjectNode call(String tool, String arguments) {
        try {
            ObjectNode params = Json.object().put("name", tool);
            params.set("arguments", Json.read(arguments));
            return params;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The plain answer to a message. */
    ServiceAnswer send(String method, ObjectNode params) throws IOException, InterruptedException {
        return headed(method, params).post("/mcp", message(method, params).toString());
    }

    /** The plain answer to a body. */
    ServiceAnswer post(String body) throws IOException, InterruptedException {
        return client.post("/mcp", body);
    }

    /** The result of a message, or of a call that was answered at once. */
    JsonNode result(String method, ObjectNode params) throws IOException, InterruptedException {
        ServiceAnswer answer = send(method, params);
        return last(answer).path("result");
    }

    /** The result of a call, whose answer is read to its end. */
    JsonNode call(ObjectNode params) throws IOException {
        List<JsonNode> messages = open(params).rest();
        return messages.getLast().path("result");
    }

    /** The last message of an answer, which may be a stream. */
    static JsonNode last(ServiceAnswer answer) {
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

    /** A call that is answered message by message. */
    Call open(ObjectNode params) throws IOException {
        SseClient.Request request = headed("tools/call", params).raw("/mcp");
        return new Call(request.post(message("tools/call", params).toString()));
    }

    /**
     * The last message of a call, when it is there. The call is made on a thread of its own, because its answer may begin
     * with that message.
     */
    CompletableFuture<JsonNode> callLater(ObjectNode params) {
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

    /** A call on its way. For one thread. */
    static final class Call implements AutoCloseable {

        private final SseClient stream;

        private Call(SseClient stream) {
            this.stream = stream;
        }

        /** The next message; null after the last. */
        @Nullable
        JsonNode next() throws IOException {
            Optional<String> frame = stream.readFrame();
            while (frame.isPresent() && !frame.get().startsWith("data: ")) {
                frame = stream.readFrame();
            }
            return frame.map(data -> read(data.substring("data: ".length()).strip()))
                    .orElse(null);
        }

        /** All messages that are left. */
        List<JsonNode> rest() throws IOException {
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
