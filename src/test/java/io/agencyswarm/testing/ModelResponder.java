package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.offline.Script;
import io.agencyswarm.model.offline.ScriptPosition;
import io.agencyswarm.model.offline.ScriptStep;
import io.agencyswarm.model.offline.ScriptedEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers the requests of one API by the script. Confined to the event loop. */
final class ModelResponder {

    private final ModelApi api;
    private final Replies replies;
    private final Map<ScriptPosition, Integer> visits = new ConcurrentHashMap<>();

    ModelResponder(ModelApi api, Replies replies) {
        this.api = api;
        this.replies = replies;
    }

    /** Removes the recorded requests. Thread-safe. */
    void forget() {
        visits.clear();
    }

    void respond(HttpServerRequest request, ModelExchange exchange) {
        ObjectNode body = Objects.requireNonNullElseGet(exchange.request().body(), Json::object);
        Optional<ScriptPosition> position = ScriptPosition.of(api.conversation(body));
        ServerStep step = position.flatMap(existing ->
                        Script.of(existing.message()).line(existing.turn()).flatMap(ServerStep::parse))
                .orElseGet(() -> ServerStep.of(
                        ScriptStep.echo(position.map(ScriptPosition::message).orElse("nothing"))));
        int visit = position.map(existing -> visits.merge(existing, 1, Integer::sum))
                .orElse(1);
        play(visited(step, visit), request, exchange, body);
    }

    private void play(ServerStep step, HttpServerRequest request, ModelExchange exchange, ObjectNode body) {
        HttpServerResponse response = request.response();
        switch (step) {
            case ServerStep.Fail fail -> {
                if (!fail.header().isEmpty()) {
                    response.putHeader(fail.header(), fail.value());
                }
                replies.fail(response, fail.status());
            }
            case ServerStep.Refuse _ -> request.connection().close();
            case ServerStep.Silent _ -> replies.silence(response, exchange);
            case ServerStep.Comments comments ->
                replies.stream(response, exchange).comment(comments.every());
            case ServerStep.Play play -> answer(play, response, exchange, body);
            case ServerStep.Times _ -> throw new IllegalStateException("A step within times … is chosen before.");
        }
    }

    private void answer(ServerStep.Play play, HttpServerResponse response, ModelExchange exchange, ObjectNode body) {
        ModelAnswer answer = api.answer(play.step(), body, replies.ids());
        if (body.path("stream").asBoolean()) {
            replies.stream(response, exchange).play(answer, play);
        } else {
            plain(answer, response);
        }
    }

    /** Sends the answer as one object, after the duration of the stream. */
    private void plain(ModelAnswer answer, HttpServerResponse response) {
        Duration pause = Duration.ZERO;
        while (answer.hasNext()) {
            switch (answer.next()) {
                case ScriptedEvent.Event event -> pause = pause.plus(event.after());
                case ScriptedEvent.Cut _ -> {
                    response.reset();
                    return;
                }
                case ScriptedEvent.Silence _ -> {
                    replies.countWhenLeft(response, () -> true);
                    return;
                }
            }
        }
        replies.later(pause, response, () -> whole(answer.whole(), response));
    }

    private void whole(Optional<ObjectNode> answer, HttpServerResponse response) {
        answer.ifPresentOrElse(
                json -> replies.json(response, 200, json), () -> replies.error(response, 500, "The fake model broke."));
    }

    private static ServerStep visited(ServerStep step, int visit) {
        if (!(step instanceof ServerStep.Times times)) {
            return step;
        }
        return visit <= times.count() ? visited(times.first(), visit) : visited(times.then(), visit - times.count());
    }
}
