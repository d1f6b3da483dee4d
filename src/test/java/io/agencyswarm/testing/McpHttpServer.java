package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An MCP server over HTTP on a free port of this machine: streamable HTTP at {@code /mcp}, and the older form at
 * {@code /sse}. Methods may be called by any thread.
 */
public final class McpHttpServer implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 20_000;
    private static final String PROGRESS = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}";
    private static final String CHANGED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";

    private final McpTools tools = new McpTools();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, OutputStream> streams = new ConcurrentHashMap<>();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final TokenEndpoint tokens = new TokenEndpoint(messages::add);
    private final int port;
    private volatile HttpServer http;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean events;
    private volatile boolean deaf;
    private volatile boolean suspicious;
    private volatile String unwelcome = "";
    private volatile Runnable swap = () -> {};

    /**
     * A request that the server received.
     *
     * @param token the header {@code Authorization}, or an empty text
     */
    public record Message(String method, String session, String token, JsonNode json) {

        /** The name of the method of JSON-RPC. */
        public String name() {
            return json.path("method").asText();
        }
    }

    private McpHttpServer(HttpServer http) {
        this.http = http;
        this.port = http.getAddress().getPort();
        begin(http);
    }

    /** Starts a server on a free port. */
    public static McpHttpServer start() {
        return new McpHttpServer(listen(0));
    }

    /** The address for streamable HTTP. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    /** The address for the older form. */
    public URI sseUrl() {
        return URI.create("http://127.0.0.1:" + port + "/sse");
    }

    /** Adds a tool. */
    public void add(String name, String description, JsonNode schema) {
        tools.add(name, description, schema);
    }

    /** Adds a tool without arguments. */
    public void add(String name, String description) {
        tools.add(name, description);
    }

    /** Takes a tool out. */
    public void remove(String name) {
        tools.remove(name);
    }

    /** Whether answers come as events, or as they are by default, as JSON. */
    public void events(boolean on) {
        events = on;
    }

    /** Sets whether requests are read and never answered. */
    public void deaf(boolean on) {
        deaf = on;
    }

    /** Sets whether sessions are refused, with an error that repeats the token. */
    public void suspicious(boolean on) {
        suspicious = on;
    }

    /** Sets the token whose requests are answered with 401; empty for none. */
    public void refuse(String token) {
        unwelcome = token;
    }

    /** The token endpoint, at {@code /token}. */
    public TokenEndpoint tokens() {
        return tokens;
    }

    /** What the tool {@code swap} does to the server's tools before it answers; the answer tells that they have changed. */
    public void swap(Runnable change) {
        swap = change;
    }

    /** Tells all clients that the tools have changed. */
    public void tellChange() {
        tell("message", CHANGED);
    }

    /** Sends an event to all listening clients. */
    public void tell(String name, String data) {
        streams.values().forEach(stream -> event(stream, name, data));
    }

    /** Forgets all sessions; connections stay open. */
    public void loseSessions() {
        sessions.clear();
        streams.clear();
    }

    /** Returns the requests since the last {@link #forget}, oldest first. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Returns the number of messages with a method. */
    public long count(String name) {
        return messages.stream().filter(message -> message.name().equals(name)).count();
    }

    /** Removes the recorded requests. */
    public void forget() {
        messages.clear();
    }

    /** Waits for an expected message. */
    public Message await(Predicate<Message> expected) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            Optional<Message> match = messages.stream().filter(expected).findFirst();
            if (match.isPresent()) {
                return match.get();
            }
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("No such message among " + messages);
            }
            Thread.sleep(10);
        }
    }

    /** Waits until a client listens. */
    public void awaitListeners() throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (streams.isEmpty()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError("Nobody listens.");
            }
            Thread.sleep(10);
        }
    }

    /** Stops the server with all connections and sessions. */
    public void stop() {
        stopped.countDown();
        http.stop(0);
        sessions.clear();
        streams.clear();
    }

    /** Restarts the server at the same port, after {@link #stop}. */
    public void restart() {
        stopped = new CountDownLatch(1);
        HttpServer next = listen(port);
        http = next;
        begin(next);
    }

    @Override
    public void close() {
        stop();
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(HttpServer server) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mcp", this::streamable);
        server.createContext("/sse", this::listenOld);
        server.createContext("/messages", this::takeOld);
        server.createContext("/token", tokens::exchange);
        server.start();
    }

    private void streamable(HttpExchange exchange) throws IOException {
        try (exchange) {
            String session = header(exchange, "Mcp-Session-Id");
            switch (exchange.getRequestMethod()) {
                case "GET" -> listen(exchange, session);
                case "DELETE" -> {
                    messages.add(new Message("DELETE", session, "", Json.object()));
                    sessions.remove(session);
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> take(exchange, session);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(HttpExchange exchange, String session) throws IOException, InterruptedException {
        ObjectNode message = read(exchange, session);
        if (deaf) {
            stopped.await();
            return;
        }
        if (!unwelcome.isEmpty() && header(exchange, "Authorization").endsWith(unwelcome)) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        if (suspicious) {
            answer(exchange, Optional.of(refusal(exchange, message)));
            return;
        }
        if (message.path("method").asText().equals("initialize")) {
            String id = UUID.randomUUID().toString();
            sessions.add(id);
            exchange.getResponseHeaders().add("Mcp-Session-Id", id);
        } else if (!sessions.contains(session)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        if (!message.has("id")) {
            exchange.sendResponseHeaders(202, -1);
            return;
        }
        switch (message.at("/params/name").asText()) {
            case "die" -> {
                // On another thread, because stopping waits for this one.
                Thread.ofPlatform().start(this::stop);
                stopped.await();
            }
            case "confide" -> answer(exchange, Optional.of(refusal(exchange, message)));
            case "swap" -> {
                swap.run();
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                event(exchange.getResponseBody(), "message", CHANGED);
                event(
                        exchange.getResponseBody(),
                        "message",
                        tools.answer(message).orElseThrow().toString());
            }
            case "chatter" -> {
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                do {
                    event(exchange.getResponseBody(), "message", PROGRESS);
                } while (!stopped.await(10, TimeUnit.MILLISECONDS));
            }
            case "flood" -> {
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                byte[] comment = (":" + "x".repeat(10_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
                while (stopped.getCount() > 0) {
                    exchange.getResponseBody().write(comment);
                }
            }
            case "huge" -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                for (byte[] piece : McpTools.huge(message.get("id"))) {
                    exchange.getResponseBody().write(piece);
                }
            }
            default -> answer(exchange, tools.answer(message));
        }
    }

    /** An error that repeats the caller's credentials. */
    private static ObjectNode refusal(HttpExchange exchange, ObjectNode message) {
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set("id", message.get("id"));
        answer.putObject("error").put("code", -32001).put("message", "not valid: " + header(exchange, "Authorization"));
        return answer;
    }

    private void answer(HttpExchange exchange, Optional<ObjectNode> answer) throws IOException, InterruptedException {
        if (answer.isEmpty()) {
            stopped.await();
            return;
        }
        String text = answer.get().toString();
        exchange.getResponseHeaders().add("Content-Type", events ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, 0);
        if (events) {
            event(exchange.getResponseBody(), "message", "{\"jsonrpc\":\"2.0\",\"id\":\"s1\",\"method\":\"ping\"}");
            event(exchange.getResponseBody(), "message", text);
        } else {
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void listen(HttpExchange exchange, String session) throws IOException, InterruptedException {
        if (!sessions.contains(session)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        open(exchange, session);
        stopped.await();
    }

    private void listenOld(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = UUID.randomUUID().toString();
            event(open(exchange, id), "endpoint", "/messages?session=" + id);
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private OutputStream open(HttpExchange exchange, String session) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream stream = exchange.getResponseBody();
        stream.write(": open\n\n".getBytes(StandardCharsets.UTF_8));
        stream.flush();
        streams.put(session, stream);
        return stream;
    }

    private void takeOld(HttpExchange exchange) throws IOException {
        try (exchange) {
            String session = exchange.getRequestURI().getQuery().replace("session=", "");
            ObjectNode message = read(exchange, session);
            exchange.sendResponseHeaders(202, -1);
            if (message.has("id")) {
                tools.answer(message).ifPresent(answer -> event(streams.get(session), "message", answer.toString()));
            }
        }
    }

    private ObjectNode read(HttpExchange exchange, String session) throws IOException {
        ObjectNode message = (ObjectNode) Json.read(exchange.getRequestBody().readAllBytes());
        messages.add(new Message(exchange.getRequestMethod(), session, header(exchange, "Authorization"), message));
        return message;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void event(OutputStream stream, String name, String data) {
        try {
            synchronized (stream) {
                stream.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
                stream.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
