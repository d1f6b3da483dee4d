package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A real HTTP server that replaces OpenAI's, on a free port of this machine. It answers {@code POST /v1/responses}
 * and
 * {@code POST /v1/chat/completions}, streamed or not, by the script in the last message of the user: the language of
 * {@code io.agencyswarm.model.offline} (without <code>${output}</code>, and {@code say} as long as one likes), and
 * beyond it
 *
 * <pre>
 * fail STATUS after N[ms]     an error that asks to come again in N seconds or milliseconds
 * refuse                      the connection is closed without a response
 * silent                      the request is read and never answered
 * half                        a few deltas and half a frame, then the answer ends in good order
 * comments every Dms          comments and nothing else, until the client goes away
 * flood N of B                N words of B bytes each
 * bytewise STEP               STEP with each byte sent by itself
 * times N STEP | STEP         the first N requests for this turn meet the first step, later ones the second
 * </pre>
 *
 * <p>{@code POST /v1/files} takes files of any size, and {@code DELETE /v1/files/ID} deletes them. Here the name of the
 * file is the script, with any extension:
 *
 * <pre>
 * fail-STATUS.txt     an error
 * fail-STATUS-N.txt   an error for the first N uploads of that name
 * hang.txt            never an answer, which counts as a stream
 * refuse.txt          the connection is closed without a response
 * </pre>
 *
 * <p>For programs that are not written in Java, {@code GET /__requests} and {@code GET /__stats} return the same as {@link #requests()} and {@link #stats()}; {@code DELETE /__requests} is {@link #reset()} without the counts. Hundreds of streams may be open, all on one event loop. Thread-safe.
 */
public final class ScriptedModelServer implements AutoCloseable {

    /**
     * Small, so that a client that stops reading has an effect after some hundred kilobytes and not after megabytes.
     */
    private static final int SEND_BUFFER = 65_536;

    private static final long PATIENCE_SECONDS = 20;
    private static final String FILES = "/v1/files";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Changes changes = new Changes();
    private final List<ModelExchange> exchanges = new CopyOnWriteArrayList<>();
    private final Replies replies = new Replies(vertx, changes);
    private final ModelResponder responses = new ModelResponder(new ResponsesApi(), replies);
    private final ModelResponder chat = new ModelResponder(new ChatApi(), replies);
    private final FilesResponder files = new FilesResponder(replies);
    private final HttpServer http;

    private ScriptedModelServer(int port) {
        http = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setSendBufferSize(SEND_BUFFER)
                .setAcceptBacklog(4096)
                // The JDK's client would request HTTP/2, which OpenAI does not support without TLS either.
                .setHttp2ClearTextEnabled(false));
        http.requestHandler(this::read);
    }

    /** Starts a server on a free port. */
    public static ScriptedModelServer start() {
        return start(0);
    }

    /** Starts a server on a given port. */
    public static ScriptedModelServer start(int port) {
        ScriptedModelServer server = new ScriptedModelServer(port);
        result(server.http.listen());
        return server;
    }

    /**
     * Returns the server that {@link ScriptedModelResource} started for the application under test.
     *
     * @throws IllegalStateException if no test class uses that resource
     */
    public static ScriptedModelServer current() {
        ScriptedModelServer running = ScriptedModelResource.running();
        if (running == null) {
            throw new IllegalStateException(
                    "No scripted model runs: put @QuarkusTestResource(ScriptedModelResource.class) on the test class.");
        }
        return running;
    }

    /** Returns the address without a path. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.actualPort());
    }

    /** Returns the address to configure as OpenAI's. */
    public String baseUrl() {
        return url() + "/v1";
    }

    /** Returns every request since the last {@link #reset()}, oldest first, except those to {@code /__…}. */
    public List<ReceivedRequest> requests() {
        return exchanges.stream().map(ModelExchange::request).toList();
    }

    /**
     * Returns every request since the last {@link #reset()} with what was sent in response, in the order of arrival.
     */
    public List<ModelExchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Returns the JSON of the events that were sent for each request, in the order of {@link #requests()}. */
    public List<List<String>> sentEvents() {
        return exchanges.stream().map(ModelExchange::sentEvents).toList();
    }

    /**
     * Returns the numbers of streams; {@code open} counts all, the other numbers those since the last {@link #reset()}.
     */
    public ModelStats stats() {
        return replies.stats();
    }

    /**
     * Waits until {@code condition} is true for this server. It is evaluated whenever a request arrives, an event is
     * written or a stream ends.
     *
     * @throws AssertionError after the timeout
     */
    public void await(Predicate<ScriptedModelServer> condition, Duration timeout) throws InterruptedException {
        if (!changes.await(() -> condition.test(this), timeout)) {
            throw new AssertionError("What was waited for did not come in %s: %d requests, %s."
                    .formatted(timeout, exchanges.size(), stats()));
        }
    }

    /**
     * Waits until nothing was written, received or ended for the duration {@code still}, because the client has stopped
     * reading.
     *
     * @throws AssertionError after the timeout
     */
    public void awaitStill(Duration still, Duration timeout) throws InterruptedException {
        if (!changes.awaitStill(still, timeout)) {
            throw new AssertionError(
                    "The scripted model was never still for %s within %s: %s.".formatted(still, timeout, stats()));
        }
    }

    /** Removes all requests and restarts ids and counts. Open streams stay open, and count only as open. */
    public void reset() {
        forget();
        replies.resetCounts();
    }

    /** Stops the server and cuts off open streams. */
    @Override
    public void close() {
        result(vertx.close());
    }

    private void forget() {
        exchanges.clear();
        replies.ids().reset();
        responses.forget();
        chat.forget();
        files.forget();
    }

    private void read(HttpServerRequest request) {
        if (asks(request, HttpMethod.POST, FILES)) {
            FileForm.read(
                    request, file -> files.upload(request, record(ReceivedRequest.ofForm(request, file.orElse(null)))));
        } else {
            request.body().onSuccess(body -> receive(request, body));
        }
    }

    private void receive(HttpServerRequest request, Buffer body) {
        switch (request.path()) {
            case "/__requests" -> {
                if (request.method().equals(HttpMethod.DELETE)) {
                    forget();
                }
                ArrayNode event = Json.mapper().createArrayNode();
                requests().forEach(received -> event.add(received.toJson()));
                json(request.response(), event);
            }
            case "/__stats" -> json(request.response(), Json.tree(stats()));
            default -> answer(request, record(ReceivedRequest.of(request, body)));
        }
    }

    private ModelExchange record(ReceivedRequest received) {
        ModelExchange exchange = new ModelExchange(received, changes);
        exchanges.add(exchange);
        changes.happened();
        return exchange;
    }

    private void answer(HttpServerRequest request, ModelExchange exchange) {
        if (asks(request, HttpMethod.POST, "/v1/responses")) {
            responses.respond(request, exchange);
        } else if (asks(request, HttpMethod.POST, "/v1/chat/completions")) {
            chat.respond(request, exchange);
        } else if (request.method().equals(HttpMethod.DELETE) && request.path().startsWith(FILES + "/")) {
            files.delete(request, request.path().substring(FILES.length() + 1));
        } else {
            replies.error(request.response(), 404, "Unknown path " + request.path());
        }
    }

    private static boolean asks(HttpServerRequest request, HttpMethod method, String path) {
        return request.method().equals(method) && request.path().equals(path);
    }

    private static void json(HttpServerResponse response, JsonNode body) {
        response.putHeader("Content-Type", "application/json").end(Buffer.buffer(Json.bytes(body)));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the scripted model started or stopped.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The scripted model can't start or stop: " + e, e);
        }
    }
}
