package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.json.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server of the Responses API that answers with the items that a test gives it: those of tools that the provider runs
 * too. One for all tests of a profile.
 */
public final class HostedModel implements QuarkusTestResourceLifecycleManager {

    /** The service's own key. */
    public static final String KEY = "sk-hosted-0123456789";

    private static final List<ObjectNode> REQUESTS = new CopyOnWriteArrayList<>();
    private static volatile List<JsonNode> turns = List.of();
    private static volatile @Nullable String refusal;
    private static volatile String url = "";
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/responses", HostedModel::answer);
        server.createContext("/v1/chat/completions", HostedModel::chat);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        return Map.of(
                "agency-swarm.openai.base-url",
                url,
                "agency-swarm.openai.api-key",
                KEY,
                "agency-swarm.offline",
                "never",
                "agency-swarm.model.retry.pause",
                "10ms");
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server, "started first").stop(0);
    }

    /**
     * Forgets what was asked, and answers the next requests with these turns, the last of them again and again.
     *
     * @param next a list of items each
     */
    public static void plays(List<? extends JsonNode> next) {
        REQUESTS.clear();
        refusal = null;
        turns = List.copyOf(next);
    }

    /** Forgets what was asked, and refuses each request with an error that repeats it. */
    public static void refusesRepeating() {
        plays(List.of());
        refusal = "Invalid request: ";
    }

    /** The address that is configured as OpenAI's. */
    public static String url() {
        return url;
    }

    /** The bodies of the requests since the last {@link #plays}, oldest first. */
    public static List<ObjectNode> requests() {
        return List.copyOf(REQUESTS);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode body =
                    (ObjectNode) Json.readOwn(exchange.getRequestBody().readAllBytes());
            int turn = REQUESTS.size();
            REQUESTS.add(body);
            String refused = refusal;
            if (refused != null) {
                ObjectNode error = Json.object();
                error.putObject("error").put("message", refused + body);
                respond(exchange, 400, "application/json", Json.bytes(error));
                return;
            }
            List<JsonNode> existing = turns;
            JsonNode items = existing.get(Math.min(turn, existing.size() - 1));
            ByteArrayOutputStream events = new ByteArrayOutputStream();
            for (ObjectNode event : events(body, items)) {
                events.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
                events.writeBytes(Json.bytes(event));
                events.writeBytes(new byte[] {'\n', '\n'});
            }
            respond(exchange, 200, "text/event-stream", events.toByteArray());
        }
    }

    /** A server of another protocol, which only says a word. */
    private static void chat(HttpExchange exchange) throws IOException {
        try (exchange) {
            REQUESTS.add((ObjectNode) Json.readOwn(exchange.getRequestBody().readAllBytes()));
            String answer = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Sorry.\"},\"finish_reason\":"
                    + "\"stop\"}]}\n\ndata: [DONE]\n\n";
            respond(exchange, 200, "text/event-stream", answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static List<ObjectNode> events(ObjectNode request, JsonNode items) {
        List<ObjectNode> events = new ArrayList<>();
        events.add(event("created", -1).set("response", response(request, "in_progress", Json.array())));
        events.add(event("in_progress", -1).set("response", response(request, "in_progress", Json.array())));
        ArrayNode output = Json.array();
        for (JsonNode item : items) {
            add((ObjectNode) item, output.size(), events);
            output.add(item);
        }
        ObjectNode whole = response(request, "completed", output);
        whole.putObject("usage")
                .put("input_tokens", 100)
                .put("output_tokens", 10)
                .put("total_tokens", 110);
        events.add(event("completed", -1).set("response", whole));
        return events;
    }

    /** As the provider repeats it: with the tools and instructions of the request. */
    private static ObjectNode response(ObjectNode request, String status, ArrayNode output) {
        ObjectNode response =
                Json.object().put("id", "resp_1").put("object", "response").put("status", status);
        response.set("instructions", request.get("instructions"));
        response.set("tools", request.get("tools"));
        response.set("output", output);
        return response;
    }

    private static void add(ObjectNode item, int index, List<ObjectNode> events) {
        String type = item.path("type").asText();
        String id = item.path("id").asText();
        ObjectNode started = item.deepCopy().put("status", "in_progress");
        started.remove(List.of("content", "result", "results", "outputs", "output"));
        events.add(event("output_item.added", index).set("item", started));
        switch (type) {
            case "message" -> speak(item, id, index, events);
            case "function_call" ->
                events.add(of(id, "function_call_arguments.delta", index)
                        .put("delta", item.path("arguments").asText()));
            case "code_interpreter_call" -> {
                events.add(of(id, type + ".in_progress", index));
                events.add(of(id, type + "_code.delta", index)
                        .put("delta", item.path("code").asText()));
                events.add(of(id, type + ".completed", index));
            }
            case "web_search_call", "file_search_call", "image_generation_call", "mcp_call", "mcp_list_tools" -> {
                events.add(of(id, type + ".in_progress", index));
                events.add(of(id, type + ".completed", index));
            }
            default -> {}
        }
        events.add(event("output_item.done", index).set("item", item));
    }

    private static void speak(ObjectNode item, String id, int index, List<ObjectNode> events) {
        for (JsonNode part : item.path("content")) {
            String text = part.path("text").asText();
            int half = text.length() / 2;
            for (String piece : List.of(text.substring(0, half), text.substring(half))) {
                events.add(of(id, "output_text.delta", index)
                        .put("content_index", 0)
                        .put("delta", piece));
            }
            for (JsonNode annotation : part.path("annotations")) {
                events.add(of(id, "output_text.annotation.added", index).set("annotation", annotation));
            }
            events.add(of(id, "output_text.done", index).put("content_index", 0).put("text", text));
        }
    }

    private static ObjectNode of(String itemId, String type, int index) {
        return event(type, index).put("item_id", itemId);
    }

    private static ObjectNode event(String type, int index) {
        ObjectNode event = Json.object().put("type", "response." + type);
        return index < 0 ? event : event.put("output_index", index);
    }
}
