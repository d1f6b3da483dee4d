package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.offline.Ids;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The responses of all endpoints: JSON, errors, and streams, which are counted. Confined to the event loop, except for
 * the counts.
 */
final class Replies {

    private static final Map<Integer, String> ERROR_TYPES = Map.of(
            400, "invalid_request_error",
            401, "authentication_error",
            403, "permission_error",
            404, "not_found_error",
            429, "rate_limit_error");

    /** The counts between two resets; a stream counts where it started. */
    private record Counts(AtomicLong started, AtomicLong aborted) {
        private Counts() {
            this(new AtomicLong(), new AtomicLong());
        }
    }

    private final Vertx vertx;
    private final Changes changes;
    private final Ids ids = new Ids();
    private final AtomicLong open = new AtomicLong();
    private volatile Counts counts = new Counts();

    Replies(Vertx vertx, Changes changes) {
        this.vertx = vertx;
        this.changes = changes;
    }

    /** The source of all ids. */
    Ids ids() {
        return ids;
    }

    ModelStats stats() {
        Counts now = counts;
        return new ModelStats(open.get(), now.started().get(), now.aborted().get());
    }

    void resetCounts() {
        counts = new Counts();
    }

    void json(HttpServerResponse response, int status, JsonNode body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("x-request-id", ids.next("req"))
                .end(Buffer.buffer(Json.bytes(body)));
    }

    void error(HttpServerResponse response, int status, String message) {
        ObjectNode error = Json.object();
        error.put("message", message).put("type", ERROR_TYPES.getOrDefault(status, "server_error"));
        error.putNull("param").putNull("code");
        json(response, status, Json.object().set("error", error));
    }

    /** Sends the error that a script asks for. */
    void fail(HttpServerResponse response, int status) {
        error(response, status, "The fake model was told to fail with " + status + ".");
    }

    /** Starts a stream and sends its head. */
    ExchangeWriter stream(HttpServerResponse response, ModelExchange exchange) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("x-request-id", ids.next("req"));
        return silence(response, exchange);
    }

    /** A stream of which nothing has been sent. */
    ExchangeWriter silence(HttpServerResponse response, ModelExchange exchange) {
        Counts mine = counts;
        open.incrementAndGet();
        mine.started().incrementAndGet();
        exchange.state(ModelExchange.State.OPEN);
        return new ExchangeWriter(vertx, response, exchange, how -> {
            if (how == ModelExchange.State.ABORTED) {
                mine.aborted().incrementAndGet();
            }
            open.decrementAndGet();
            exchange.state(how);
        });
    }

    /** Runs an action after a pause, unless the client disconnects, which is counted. */
    void later(Duration pause, HttpServerResponse response, Runnable task) {
        if (pause.isZero()) {
            task.run();
            return;
        }
        long timer = vertx.setTimer(pause.toMillis(), _ -> task.run());
        countWhenLeft(response, () -> vertx.cancelTimer(timer));
    }

    /** Counts a client that disconnects, if {@code early}. */
    void countWhenLeft(HttpServerResponse response, BooleanSupplier early) {
        Counts mine = counts;
        response.closeHandler(_ -> {
            if (early.getAsBoolean()) {
                mine.aborted().incrementAndGet();
                changes.happened();
            }
        });
    }
}
