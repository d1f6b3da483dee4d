package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server in the place of OpenAI's, on a free port of this machine. It answers {@code POST /v1/responses},
 * streamed or not, by the script in the last message of the user: the language of {@code io.agencyswarm.model.offline}
 * (without <code>${output}</code>, and {@code say} as long as one likes), and beyond it
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
 * <p>For programs that are not written in Java, {@code GET} and {@code DELETE /__requests} and {@code GET /__stats} tell
 * the same as {@link #requests()}, {@link #reset()} and {@link #stats()}. Thousands of streams may be open; all live on
 * one event loop. Methods may be called by any thread.
 */
public final class ScriptedModelServer implements AutoCloseable {

    /** Small, so that a client which stops reading is felt after some hundred kilobytes and not after megabytes. */
    private static final int SEND_BUFFER = 65_536;

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final ModelResponder responder = new ModelResponder(vertx);
    private final HttpServer http;

    private ScriptedModelServer(int port) {
        http = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setSendBufferSize(SEND_BUFFER)
                .setAcceptBacklog(4096)
                // The JDK's client would ask for HTTP/2, which OpenAI does not speak without TLS either.
                .setHttp2ClearTextEnabled(false));
        http.requestHandler(request -> request.body().onSuccess(body -> receive(request, body)));
    }

    /** A server on a free port. */
    public static ScriptedModelServer start() {
        return start(0);
    }

    /** A server on a port of one's choice. */
    public static ScriptedModelServer start(int port) {
        ScriptedModelServer server = new ScriptedModelServer(port);
        await(server.http.listen());
        return server;
    }

    /**
     * The server that {@link ScriptedModelResource} started for this JVM.
     *
     * @throws IllegalStateException if no test class asks for that resource
     */
    public static ScriptedModelServer current() {
        ScriptedModelServer running = ScriptedModelResource.running();
        if (running == null) {
            throw new IllegalStateException(
                    "No scripted model runs: put @QuarkusTestResource(ScriptedModelResource.class) on the test class.");
        }
        return running;
    }
