package io.agencyswarm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.offline.Asked;
import io.agencyswarm.model.offline.Beat;
import io.agencyswarm.model.offline.Cue;
import io.agencyswarm.model.offline.Ids;
import io.agencyswarm.model.offline.Script;
import io.agencyswarm.model.offline.ScriptedAnswer;
import io.agencyswarm.model.offline.Step;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Answers {@code POST /v1/responses} as the script says. Lives on the event loop, but for the counts. */
final class ModelResponder {

    private static final Map<Integer, String> ERROR_TYPES = Map.of(
            400, "invalid_request_error",
            401, "authentication_error",
            403, "permission_error",
            404, "not_found_error",
            429, "rate_limit_error");

    /** The counts between two resets; a stream goes on counting where it began. */
    private record Counts(AtomicLong started, AtomicLong aborted) {
        private Counts() {
            this(new AtomicLong(), new AtomicLong());
        }
    }

    private final Vertx vertx;
    private final Changes changes;
    private final Ids ids = new Ids();
    private final Map<Cue, Integer> visits = new ConcurrentHashMap<>();
    private final AtomicLong open = new AtomicLong();
    private volatile Counts counts = new Counts();

    ModelResponder(Vertx vertx, Changes changes) {
        this.vertx = vertx;
        this.changes = changes;
    }

    ModelStats stats() {
        Counts now = counts;
        return new ModelStats(open.get(), now.started().get(), now.aborted().get());
    }

    void forget() {
        ids.reset();
        visits.clear();
    }

    void resetCounts() {
        counts = new Counts();
    }

    void respond(HttpServerRequest request, Exchange exchange) {
        ObjectNode body = Objects.requireNonNullElseGet(exchange.request().body(), Json::object);
        List<Item> input = input(body.path("input"));
        Optional<Cue> cue = Cue.of(input);
        ServerStep step = cue.flatMap(
                        known -> Script.of(known.message()).line(known.turn()).flatMap(ServerStep::parse))
                .orElseGet(() -> ServerStep.of(Step.echo(cue.map(Cue::message).orElse("nothing"))));
        int visit = cue.map(known -> visits.merge(known, 1, Integer::sum)).orElse(1);
        play(visited(step, visit), request, exchange, body, input);
    }

    void error(HttpServerResponse response, int status, String message) {
        ObjectNode error = Json.object();
        error.put("message", message).put("type", ERROR_TYPES.getOrDefault(status, "server_error"));
        error.putNull("param").putNull("code");
        json(response, status, Json.object().set("error", error));
    }

    private void play(
            ServerStep step, HttpServerRequest request, Exchange exchange, ObjectNode body, List<Item> input) {
        HttpServerResponse response = request.response();
        switch (step) {
            case ServerStep.Fail fail -> {
                if (!fail.header().isEmpty()) {
                    response.putHeader(fail.header(), fail.value());
                }
                error(response, fail.status(), "The fake model was told to fail with " + fail.status() + ".");
            }
            case ServerStep.Refuse _ -> request.connection().close();
            case ServerStep.Silent _ -> stream(response, exchange);
            case ServerStep.Comments comments -> {
                StreamWriter writer = stream(response, exchange);
                head(response);
                writer.comment(comments.every());
            }
            case ServerStep.Play play -> answer(play, response, exchange, body, input);
            case ServerStep.Times _ -> throw new IllegalStateException("A step within times … is chosen before.");
        }
    }

    private void answer(
            ServerStep.Play play, HttpServerResponse response, Exchange exchange, ObjectNode body, List<Item> input) {
        Asked asked = new Asked(ids.next("resp"), "fake model", body, input);
        if (!body.path("stream").asBoolean()) {
            plain(new ScriptedAnswer(play.step(), asked, ids), response);
            return;
        }
        StreamWriter writer = stream(response, exchange);
        head(response);
        writer.play(new ScriptedAnswer(play.step(), asked, ids), play);
    }

    private StreamWriter stream(HttpServerResponse response, Exchange exchange) {
        Counts mine = counts;
        open.incrementAndGet();
        mine.started().incrementAndGet();
        exchange.state(Exchange.State.OPEN);
        return new StreamWriter(vertx, response, exchange, how -> {
            if (how == Exchange.State.ABORTED) {
                mine.aborted().incrementAndGet();
            }
            open.decrementAndGet();
            exchange.state(how);
        });
    }

    private void head(HttpServerResponse response) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("x-request-id", ids.next("req"));
    }

    /** What a stream would end with, as one object, after as long as the stream would take. */
    private void plain(ScriptedAnswer answer, HttpServerResponse response) {
        Duration pause = Duration.ZERO;
        while (answer.hasNext()) {
            switch (answer.next()) {
                case Beat.Event event -> {
                    pause = pause.plus(event.after());
                    if (!answer.hasNext()) {
                        later(pause, response, () -> whole(event, response));
                    }
                }
                case Beat.Cut _ -> response.reset();
                case Beat.Silence _ -> countWhenLeft(response, () -> true);
            }
        }
    }

    private void whole(Beat.Event last, HttpServerResponse response) {
        if (last.type().equals("response.completed")) {
            json(response, 200, read(last).path("response"));
        } else {
            error(
                    response,
                    500,
                    read(last).path("response").path("error").path("message").asText());
        }
    }

    private void later(Duration pause, HttpServerResponse response, Runnable task) {
        if (pause.isZero()) {
            task.run();
            return;
        }
        long timer = vertx.setTimer(pause.toMillis(), id -> task.run());
        countWhenLeft(response, () -> vertx.cancelTimer(timer));
    }

    private void countWhenLeft(HttpServerResponse response, BooleanSupplier early) {
        Counts mine = counts;
        response.closeHandler(gone -> {
            if (early.getAsBoolean()) {
                mine.aborted().incrementAndGet();
                changes.happened();
            }
        });
    }

    private void json(HttpServerResponse response, int status, JsonNode body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("x-request-id", ids.next("req"))
                .end(Buffer.buffer(Json.bytes(body)));
    }

    private static ServerStep visited(ServerStep step, int visit) {
        return step instanceof ServerStep.Times times
                ? visited(
                        visit <= times.count() ? times.first() : times.then(),
                        visit <= times.count() ? visit : visit - times.count())
                : step;
    }

    private static List<Item> input(JsonNode input) {
        if (!input.isArray()) {
            return List.of(Item.userMessage(input.asText("")));
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode item : input) {
            if (item instanceof ObjectNode object) {
                Item.of(object).ifPresent(items::add);
            }
        }
        return items;
    }

    private static JsonNode read(Beat.Event event) {
        try {
            return Json.read(event.json());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
