package io.agencyswarm.model.openai;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEvents;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.Exchange;
import io.agencyswarm.sse.SseParser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One answer over HTTP. The connection's event loop parses and puts events into a queue, the run's thread takes them
 * out; past {@link #HIGH} events the connection is not read until the run has caught up, so the queue never holds more
 * than that and one network read.
 */
final class OpenAiStream implements ModelStream {

    private static final int HIGH = 128;
    private static final int LOW = 32;

    /** What the event loop tells the run's thread. */
    private sealed interface Signal {
        /** The answer began: a first byte is there, or the answer is already over. */
        enum Begun implements Signal {
            BEGUN
        }

        record Event(byte[] json) implements Signal {}

        record Broken(ModelException failure) implements Signal {}

        enum End implements Signal {
            END
        }
    }

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Exchange exchange;
    private final Destination destination;
    private final Duration readTimeout;
    private final SseParser parser;

    private volatile boolean paused;
    private volatile long lastByte = System.nanoTime();

    // Only touched by the event loop.
    private boolean begun;

    OpenAiStream(Vertx vertx, Destination destination, Duration readTimeout, int maxEventBytes) {
        this.exchange = new Exchange(vertx);
        this.destination = destination;
        this.readTimeout = readTimeout;
        this.parser = new SseParser(maxEventBytes, event -> signals.add(new Signal.Event(event.data())));
    }

    /** Sends the request and waits for the first byte of the answer. */
    void start(Future<HttpClientRequest> connecting, Buffer body) throws InterruptedException {
        exchange.start(connecting, body, new Hearing());
        Signal first = take();
        if (first instanceof Signal.Broken(ModelException failure)) {
            throw failure;
        }
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        while (true) {
            Signal signal = take();
            if (paused && signals.size() < LOW) {
                resume();
            }
            switch (signal) {
                case Signal.Begun _ -> {}
                case Signal.Event(byte[] json) -> {
                    ModelEvent event = ModelEvents.read(json);
                    if (event instanceof ModelEvent.Completed) {
                        exchange.whole();
                    }
                    return event instanceof ModelEvent.Failed failed ? failed.edited(destination::redact) : event;
                }
                case Signal.Broken(ModelException failure) -> throw failure;
                case Signal.End end -> {
                    // Stays in the queue for whoever asks once more.
                    signals.add(end);
                    return null;
                }
            }
        }
    }

    @Override
    public void close() {
        exchange.close();
    }

    private void head(HttpClientResponse answer) {
        if (answer.statusCode() != 200) {
            Refusal.read(answer, destination, failure -> signals.add(new Signal.Broken(failure)), exchange::ended);
            return;
        }
        String type = String.valueOf(answer.getHeader("Content-Type"));
        if (!type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            signals.add(new Signal.Broken(new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's server answered with " + type
                            + " instead of a stream of events; is its address right?",
                    null)));
            return;
        }
        answer.exceptionHandler(failure -> broken("broke the connection", failure));
        answer.endHandler(nothing -> {
            begin();
            exchange.ended();
            signals.add(Signal.End.END);
        });
        answer.handler(bytes -> chunk(answer, bytes));
    }

    private void chunk(HttpClientResponse answer, Buffer bytes) {
        if (exchange.closed()) {
            return;
        }
        lastByte = System.nanoTime();
        begin();
        try {
            parser.feed(bytes.getBytes());
        } catch (IllegalStateException tooLarge) {
            signals.add(new Signal.Broken(new ModelException(
                    ErrorCode.MODEL_FAILED, "the model's server sent too much: " + tooLarge.getMessage(), tooLarge)));
            close();
        }
        if (signals.size() > HIGH) {
            paused = true;
            answer.pause();
            // The run's thread may have caught up before the pause took hold; then nobody else would resume.
            if (signals.size() < LOW) {
                resume();
            }
        }
    }

    private void resume() {
        paused = false;
        exchange.tell(HttpClientResponse::resume);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            signals.add(Signal.Begun.BEGUN);
        }
    }

    /** What the event loop hears, for the run's thread. */
    private final class Hearing implements Exchange.Listener {

        @Override
        public void unreachable(Throwable failure) {
            OpenAiStream.this.unreachable(failure);
        }

        @Override
        public void broken(Throwable failure) {
            OpenAiStream.this.broken("broke the connection", failure);
        }

        @Override
        public void answered(HttpClientResponse head) {
            OpenAiStream.this.head(head);
        }
    }

    private void unreachable(Throwable failure) {
        String why = "the model's server could not be reached (" + AgencyException.reason(failure)
                + "); is its address right (" + destination.setting() + ")?";
        signals.add(new Signal.Broken(ModelException.unreachable(why, failure)));
    }

    private void broken(String how, Throwable failure) {
        String why = "the model's server " + how + " (" + AgencyException.reason(failure) + ")";
        signals.add(new Signal.Broken(
                begun
                        ? new ModelException(ErrorCode.MODEL_UNREACHABLE, why + " in the middle of its answer", failure)
                        : ModelException.unreachable(why, failure)));
    }

    private Signal take() throws InterruptedException {
        Signal ready = signals.poll();
        if (ready != null) {
            return ready;
        }
        // A run that was slow to read must not count as a silent model, so silence begins with the wait.
        long waitingSince = System.nanoTime();
        while (true) {
            long silence = System.nanoTime() - Math.max(lastByte, waitingSince);
            Signal signal = signals.poll(readTimeout.toNanos() - silence, TimeUnit.NANOSECONDS);
            if (signal != null) {
                return signal;
            }
            if (System.nanoTime() - Math.max(lastByte, waitingSince) >= readTimeout.toNanos()) {
                close();
                throw new ModelException(
                        ErrorCode.MODEL_TIMEOUT,
                        "the model's server was silent for " + readTimeout.toMillis()
                                + " ms (agency-swarm.openai.read-timeout)",
                        null);
            }
        }
    }
}
