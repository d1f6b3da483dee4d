package io.agencyswarm.model.langchain4j;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.vertx.core.Context;
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
    private static final long LINGER_MS = 1_000;

    /** What the event loop tells the run's thread. */
    private sealed interface Signal {
        record Piece(byte[] bytes) implements Signal {}

        record Broken(ModelException failure) implements Signal {}

        enum End implements Signal {
            END
        }
    }

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Vertx vertx;
    private final Access access;
    private final Duration silence;

    private volatile @Nullable Context eventLoop;
    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable HttpClientResponse response;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean whole;

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
        this.vertx = vertx;
        this.access = access;
        this.silence = silence;
    }

    /** Sends the request and waits for the first bytes of the answer. */
    void start(Future<HttpClientRequest> connecting, byte[] body) throws InterruptedException {
        connecting
                .onSuccess(ready -> send(ready, Buffer.buffer(body)))
                .onFailure(failure -> broken("could not be reached", failure));
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
        if (closed) {
            return null;
        }
        return switch (signal) {
            case Signal.Piece(byte[] bytes) -> {
                fetch();
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
        whole = true;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        // For a thread that waits.
        signals.add(Signal.End.END);
        HttpClientRequest sent = request;
        Context loop = eventLoop;
        if (sent == null || loop == null || ended) {
            return;
        }
        // A whole answer may wait behind what was not asked for. Its connection is back in the pool then and may serve
        // another run, so it must not be reset; what waits is told by the task that resuming schedules, before the one
        // below.
        loop.runOnContext(nothing -> {
            HttpClientResponse answer = response;
            if (answer != null) {
                answer.resume();
            }
            loop.runOnContext(then -> giveUp(sent));
        });
    }

    private void giveUp(HttpClientRequest sent) {
        if (ended) {
            return;
        }
        if (whole) {
            // Only the end of the body is missing; read, it gives the connection back for the next request.
            whole = false;
            vertx.setTimer(LINGER_MS, timer -> giveUp(sent));
        } else {
            sent.reset();
        }
    }

    private void send(HttpClientRequest ready, Buffer body) {
        request = ready;
        eventLoop = vertx.getOrCreateContext();
        ready.exceptionHandler(failure -> broken("broke the connection", failure));
        if (closed) {
            ready.reset();
            return;
        }
        ready.send(body).onSuccess(this::head).onFailure(failure -> broken("broke the connection", failure));
    }

    private void head(HttpClientResponse answer) {
        response = answer;
        if (answer.statusCode() != 200) {
            refused(answer);
            return;
        }
        String type = String.valueOf(answer.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        answer.endHandler(nothing -> {
            ended = true;
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
            if (!closed) {
                signals.add(new Signal.Piece(piece.getBytes()));
            }
        });
        answer.fetch(AHEAD);
    }

    private void refused(HttpClientResponse answer) {
        Buffer body = Buffer.buffer();
        answer.handler(piece -> {
            if (body.length() < Refusal.MAX_BODY) {
                body.appendBuffer(piece);
            }
        });
        // Half a sentence is better than none, so a broken connection tells what came.
        answer.exceptionHandler(failure -> signals.add(new Signal.Broken(Refusal.of(answer, body.getBytes(), access))));
        answer.endHandler(nothing -> {
            ended = true;
            signals.add(new Signal.Broken(Refusal.of(answer, body.getBytes(), access)));
        });
    }

    private void fetch() {
        Context loop = eventLoop;
        HttpClientResponse answer = response;
        if (loop != null && answer != null && !ended) {
            loop.runOnContext(nothing -> answer.fetch(1));
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
