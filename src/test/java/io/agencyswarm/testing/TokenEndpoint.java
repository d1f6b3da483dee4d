package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A provider's token endpoint: returns the token {@code traded-N} in the Nth exchange, or fails if configured to. */
public final class TokenEndpoint {

    private static final int OK = 200;

    private final Consumer<McpHttpServer.Message> messages;
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile int status = OK;
    private volatile String error = "";

    TokenEndpoint(Consumer<McpHttpServer.Message> messages) {
        this.messages = messages;
    }

    /** Fails from now on. */
    public void fail(int withStatus, String withError) {
        error = withError;
        status = withStatus;
    }

    /** Returns tokens again. */
    public void work() {
        status = OK;
    }

    void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            messages.accept(new McpHttpServer.Message(
                    "TOKEN",
                    "",
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    Json.object().put("method", form)));
            byte[] answer = Json.bytes(status == OK ? token() : Json.object().put("error", error));
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private ObjectNode token() {
        return Json.object()
                .put("access_token", "traded-" + exchanges.incrementAndGet())
                .put("token_type", "Bearer")
                .put("expires_in", 300);
    }
}
