package io.agencyswarm.model.http;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.NetworkFault;
import io.agencyswarm.net.ResponseException;
import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.sse.SseEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model server's answer, event by event. All reading is done by the thread that asks for the next event, and no more
 * than one chunk of the network and one event are held for it. Faults of the network and of the framing are told as
 * {@link ModelException}, in the same words for every provider.
 */
public final class EventStream implements AutoCloseable {

    /** A refusal that takes longer in all, or longer than a silence may, is told as far as it came. */
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(10);

    /** What comes once the server has said how its answer ends is not waited for any longer than this in all. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(10);

    private final ResponseStream response;
    private final RequestTarget target;
    private final Duration silence;
    private final AnswerReader reader;
    private final Clock clock;
    private boolean begun;
    private boolean ended;
    private @Nullable Deadline rest;

    EventStream(
            Vertx vertx,
            Future<HttpClientRequest> connecting,
            byte[] body,
            RequestTarget target,
            Duration silence,
            AnswerReader reader,
            Clock clock) {
        this.response = ResponseStream.send(vertx, connecting, Buffer.buffer(body));
        this.target = target;
        this.silence = silence;
        this.reader = reader;
        this.clock = clock;
    }

    /** Waits for the first bytes of the answer, up to which the request may be sent again. */
    void begin() throws InterruptedException {
        HttpClientResponse head;
        try {
            head = response.head(silence);
        } catch (ResponseException e) {
            throw failure(e);
        }
        if (head.statusCode() != 200) {
            throw Refusals.of(head, refusal(), target, clock);
        }
        String packed = Refusals.encoding(head);
        if (packed != null) {
            throw packed(Quotes.inOneLine(target.redact(packed)));
        }
        while (reader.kind() == AnswerReader.Kind.UNKNOWN && !ended) {
            readOn();
        }
        begun = true;
    }

    /**
     * Waits for the next event.
     *
     * @return null at the end of the answer, and once the stream is closed
     * @throws ModelException if the connection broke, the server was silent for too long, or its bytes are no events
     * @throws InterruptedException if the run was cancelled meanwhile; nothing is left open then
     */
    public @Nullable SseEvent next() throws InterruptedException {
        while (!response.closed()) {
            SseEvent event = ready();
            if (event != null || ended) {
                return event;
            }
            readOn();
        }
        return null;
    }

    /**
     * Tells that the server has said how its answer ends, and that only its last words are missing. From the first call
     * on they are waited for as long as for any silence, but ten seconds at most, comments and all.
     */
    public void expectEnd() {
        if (rest == null) {
            rest = Deadline.in(silence.compareTo(REST_LIMIT) < 0 ? silence : REST_LIMIT);
        }
    }

    /** Tells that the answer is complete, so that its connection can be used again. */
    public void complete() {
        response.complete();
    }

    /** Whether {@link #close} was called. */
    public boolean closed() {
        return response.closed();
    }

    /** Gives up what is left. From any thread, any number of times; see {@link ResponseStream#close}. */
    @Override
    public void close() {
        response.close();
    }

    private @Nullable SseEvent ready() {
        try {
            SseEvent event = reader.next();
            if (event != null || !ended) {
                return event;
            }
            SseEvent last = reader.end();
            if (last == null && !reader.any() && !response.closed()) {
                throw failed(nothing());
            }
            return last;
        } catch (IllegalStateException e) {
            throw tooMuch(e);
        } catch (IllegalArgumentException e) {
            throw failed("sent bytes that are not valid events: " + e.getMessage());
        }
    }

    private String nothing() {
        byte[] begin = reader.begin();
        if (Quotes.text(begin).isEmpty()) {
            return "sent an empty answer; is its address right (" + target.setting() + ")?";
        }
        String quote = Quotes.firstLine(begin, target);
        return Quotes.isOfEvents(begin)
                ? "ended its answer before the first event was whole; the answer begins with " + quote
                : "answered with what is no stream of events, " + quote + "; is its address right (" + target.setting()
                        + ")?";
    }

    private ModelException packed(String encoding) {
        return failed("sent a compressed answer (" + Refusals.cut(encoding)
                + "), which was not asked for; it, or a proxy before it (" + target.setting()
                + "), must send answers as they are");
    }

    private ModelException page() throws InterruptedException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(reader.begin());
        page.writeBytes(refusal());
        return failed("answered with " + target.redact(Quotes.page(Quotes.text(page.toByteArray())))
                + " instead of a stream of events; is its address right (" + target.setting() + ")?");
    }

    private ModelException tooMuch(IllegalStateException e) {
        return failed("sent too much: " + e.getMessage());
    }

    private ModelException failed(String how) {
        close();
        return new ModelException(ErrorCode.MODEL_FAILED, "the model's server " + how, null);
    }

    private void readOn() throws InterruptedException {
        if (rest != null && rest.left().isZero()) {
            close();
            throw silent(null);
        }
        try {
            ByteBuffer bytes = response.next(rest == null ? silence : rest.left());
            if (bytes == null) {
                ended = true;
                return;
            }
            reader.feed(bytes);
        } catch (IllegalStateException e) {
            throw tooMuch(e);
        } catch (ResponseException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        switch (reader.kind()) {
            case PAGE -> throw page();
            case PACKED -> throw packed("gzip");
            case EVENTS, UNKNOWN -> {}
        }
    }

    private byte[] refusal() throws InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Deadline deadline = Deadline.in(silence.compareTo(REFUSAL_LIMIT) < 0 ? silence : REFUSAL_LIMIT);
        try {
            ByteBuffer bytes = response.next(deadline.left());
            while (bytes != null && body.size() < Refusals.MAX_BODY) {
                body.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                bytes = response.next(deadline.left());
            }
        } catch (ResponseException e) {
            // Half a sentence is better than none, so what came is told.
        }
        response.close();
        return body.toByteArray();
    }

    private ModelException failure(ResponseException e) {
        close();
        NetworkFault fault = NetworkFault.of(e.source());
        return switch (e.reason()) {
            case UNREACHABLE -> unreachable(fault, target, e);
            case BROKEN -> {
                String why = "the model's server broke the connection (" + fault.sentence() + ")";
                if (begun) {
                    yield new ModelException(ErrorCode.MODEL_UNREACHABLE, why + " in the middle of its answer", e);
                }
                yield ModelException.unreachable(
                        fault == NetworkFault.NO_HTTP
                                ? why + "; is its address right (" + target.setting() + ")?"
                                : why,
                        e);
            }
            case SILENT -> silent(e);
        };
    }

    private ModelException silent(@Nullable ResponseException cause) {
        return new ModelException(
                ErrorCode.MODEL_TIMEOUT,
                "the model's server was silent for " + silence.toMillis() + " ms (agency-swarm.openai.read-timeout)",
                cause);
    }

    private static ModelException unreachable(NetworkFault fault, RequestTarget target, ResponseException e) {
        String why = "the model's server could not be reached (" + fault.sentence();
        return ModelException.unreachable(
                switch (fault) {
                    case CROWDED -> why + ", agency-swarm.openai.max-connections)";
                    case CONNECT_TIMEOUT ->
                        why + ", agency-swarm.openai.connect-timeout); is its address right (" + target.setting()
                                + ")?";
                    default -> why + "); is its address right (" + target.setting() + ")?";
                },
                e);
    }
}
