package io.agencyswarm.testing;

import io.agencyswarm.model.offline.ScriptedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;

/** Writes one stream at its pace and no faster than the client reads. Lives on the connection's event loop. */
final class ExchangeWriter {

    /** After so many events other streams get their turn, for a fast client never fills the connection's buffer. */
    private static final int EVENTS_IN_A_ROW = 64;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final ModelExchange exchange;
    private final Consumer<ModelExchange.State> ended;
    private boolean over;
    private long timer = -1;
    private String lastFrame = "";

    /** A stream whose head is ready to be sent; {@code ended} is told once what became of it. */
    ExchangeWriter(
            Vertx vertx, HttpServerResponse response, ModelExchange exchange, Consumer<ModelExchange.State> ended) {
        this.vertx = vertx;
        this.response = response;
        this.exchange = exchange;
        this.ended = ended;
        response.closeHandler(_ -> end(ModelExchange.State.ABORTED));
        // A client that goes away is told to the close handler; that the next write fails is no news.
        response.exceptionHandler(_ -> {});
    }

    void play(Iterator<ScriptedEvent> answer, ServerStep.Play how) {
        for (int i = 0; i < EVENTS_IN_A_ROW; i++) {
            if (over) {
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> play(answer, how));
                return;
            }
            if (!answer.hasNext()) {
                finish();
                return;
            }
            switch (answer.next()) {
                case ScriptedEvent.Event event
                when event.after().isPositive() -> {
                    after(event.after(), () -> {
                        write(event, how.bytewise());
                        play(answer, how);
                    });
                    return;
                }
                case ScriptedEvent.Event event -> write(event, how.bytewise());
                case ScriptedEvent.Cut _ -> {
                    cut(how.half());
                    return;
                }
                case ScriptedEvent.Silence _ -> {
                    return;
                }
            }
        }
        vertx.runOnContext(_ -> play(answer, how));
    }

    void comment(Duration every) {
        write(Buffer.buffer(": ping\n\n"), false);
        after(every, () -> comment(every));
    }

    private void write(ScriptedEvent.Event event, boolean bytewise) {
        String json = new String(event.json(), StandardCharsets.UTF_8);
        exchange.sent(json);
        lastFrame = (event.type().isEmpty() ? "" : "event: " + event.type() + "\n") + "data: " + json + "\n\n";
        write(Buffer.buffer(lastFrame), bytewise);
    }

    private void write(Buffer bytes, boolean bytewise) {
        exchange.wrote(bytes.length());
        int step = bytewise ? 1 : bytes.length();
        for (int i = 0; i < bytes.length(); i += step) {
            response.write(bytes.slice(i, i + step));
        }
    }

    private void after(Duration pause, Runnable task) {
        timer = vertx.setTimer(pause.toMillis(), _ -> {
            if (!over) {
                task.run();
            }
        });
    }

    private void cut(boolean half) {
        if (half) {
            write(Buffer.buffer(lastFrame.substring(0, lastFrame.length() / 2)), false);
            end(ModelExchange.State.ABORTED);
            response.end();
        } else {
            end(ModelExchange.State.ABORTED);
            response.reset();
        }
    }

    private void finish() {
        end(ModelExchange.State.FINISHED);
        response.end();
    }

    private void end(ModelExchange.State how) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            ended.accept(how);
        }
    }
}
