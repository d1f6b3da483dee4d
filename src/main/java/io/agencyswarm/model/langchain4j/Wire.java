package io.agencyswarm.model.langchain4j;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.Exchange;
import io.agencyswarm.model.http.Refusals;
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
 * One answer over HTTP, as bytes. The connection is asked for {@link #AHEAD} pieces of the answer, and for one more
 * with each that the run's thread takes, so that no more than these are ever held.
 */
final class Wire implements AutoCloseable {

    private static final int AHEAD = 8;

    /** What the event loop tells the run's thread. */
    private sealed interface Signal {
        record Piece(byte[] bytes) implements Signal {}

        record Broken(ModelException failure) implements Signal {}

        enum End implements Signal {
            END
        }
    }

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Exchange exchange;
    private final Access access;
    private final Duration silence;

    // Only touched by the run's thread.
    private @Nullable Signal first;

    // Only touched by the event loop.
    private boolean begun;

    /**
     * A connection that is not open yet.
     *
     * @param silence the longest wait for the first byte, and from one to the next
     */
    Wire(Vertx vertx, Access access, Duration silence) {
        this.exchange = new Exchange(vertx);
        this.access = access;
        this.silence = silence;
    }

    /** Sends the request and waits for the first bytes of the answer. */
    void start(Future<HttpClientRequest> connecting, byte[] body) throws InterruptedException {
        exchange.start(connecting, Buffer.buffer(body), new Hearing());
        Signal signal = take();
        if (signal instanceof Signal.Broken(ModelException failure)) {
            throw failure;
        }
        first = signal;
    }

    /** Waits for more of the answer; null at its end, and after {@link #close}. */
    byte @Nullable [] next() throws InterruptedException {
        Signal signal = first == null ? take() : first;
        first = null;
        if (closed()) {
            return null;
        }
        return switch (signal) {
            case Signal.Piece(byte[] bytes) -> {
                exchange.tell(answer -> answer.fetch(1));
                yield bytes;
            }
            case Signal.Broken(ModelException failure) -> throw failure;
            case Signal.End end -> {
                // Stays in the queue for whoever asks once more.
                signals.add(end);
                yield null;
            }
        };
    }

    /** Tells that nothing of the answer is missing but the end of its body. */
    void whole() {
        exchange.whole();
    }

    boolean closed() {
        return exchange.closed();
    }

    @Override
    public void close() {
        exchange.close();
        // For a thread that waits.
        signals.add(Signal.End.END);
    }

    private void head(HttpClientResponse answer) {
        if (answer.statusCode() != 200) {
            Refusals.read(
                    answer,
                    Refusal::sentence,
                    access::redact,
                    failure -> signals.add(new Signal.Broken(failure)),
                    exchange::ended);
            return;
        }
        String type = String.valueOf(answer.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        answer.endHandler(nothing -> {
            exchange.ended();
            signals.add(Signal.End.END);
        });
        if (type.startsWith("text/html") || type.startsWith("application/json")) {
            signals.add(new Signal.Broken(new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's server answered with " + type + " instead of a stream; is its address right?",
                    null)));
            return;
        }
        answer.pause();
        answer.exceptionHandler(failure -> broken("broke the connection", failure));
        answer.handler(piece -> {
            begun = true;
            if (!closed()) {
                signals.add(new Signal.Piece(piece.getBytes()));
            }
        });
        answer.fetch(AHEAD);
    }

    /** What the event loop hears, for the run's thread. */
    private final class Hearing implements Exchange.Listener {

        @Override
        public void unreachable(Throwable failure) {
            Wire.this.broken("could not be reached", failure);
        }

        @Override
        public void broken(Throwable failure) {
            Wire.this.broken("broke the connection", failure);
        }

        @Override
        public void answered(HttpClientResponse head) {
            Wire.this.head(head);
        }
    }

    private void broken(String how, Throwable failure) {
        String why = "the model's server at " + access.baseUrl() + " " + how + " ("
                + access.redact(AgencyException.reason(failure)) + ")";
        signals.add(new Signal.Broken(
                begun
                        ? new ModelException(ErrorCode.MODEL_UNREACHABLE, why + " in the middle of its answer", failure)
                        : ModelException.unreachable(why, failure)));
    }

    private Signal take() throws InterruptedException {
        Signal signal = signals.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        if (signal == null) {
            close();
            throw new ModelException(
                    ErrorCode.MODEL_TIMEOUT,
                    "the model's server was silent for " + silence.toMillis()
                            + " ms (agency-swarm.openai.read-timeout)",
                    null);
        }
        return signal;
    }
}
