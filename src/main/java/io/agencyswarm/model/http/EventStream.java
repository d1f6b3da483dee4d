package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.ResponseException;
import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.sse.EventTooLargeException;
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
 * The events of a model server's answer. The thread that calls {@link #next} does all the reading; at most one network
 * chunk and one event are buffered. Network and framing errors are thrown as {@link ModelException}, with the same
 * messages for every provider.
 */
public final class EventStream implements AutoCloseable {

    /**
     * The time to read an error response, unless the read timeout is shorter. After it, the part that was read is used.
     */
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(10);

    /** The time to read the rest of the stream after the server has sent the finish reason. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(10);

    private final ResponseStream response;
    private final RequestTarget target;
    private final Duration readTimeout;
    private final FramingDetector detector;
    private final AnswerFaults faults;
    private final Clock clock;
    private boolean started;
    private boolean ended;
    private @Nullable Deadline endDeadline;

    EventStream(
            Vertx vertx,
            Future<HttpClientRequest> connecting,
            byte[] body,
            RequestTarget target,
            Duration readTimeout,
            FramingDetector detector,
            Clock clock) {
        this.response = ResponseStream.send(vertx, connecting, Buffer.buffer(body));
        this.target = target;
        this.readTimeout = readTimeout;
        this.detector = detector;
        this.faults = new AnswerFaults(target, readTimeout);
        this.clock = clock;
    }

    /** Waits for the first bytes of the answer. Until then the request may be retried. */
    void begin() throws InterruptedException {
        HttpClientResponse head;
        try {
            head = response.head(readTimeout);
        } catch (ResponseException e) {
            throw closeAfter(faults.of(e, started));
        }
        if (head.statusCode() != 200) {
            throw Refusals.of(head, refusal(), target, clock);
        }
        String compressed = Refusals.encoding(head);
        if (compressed != null) {
            throw closeAfter(faults.compressed(compressed));
        }
        while (detector.kind() == FramingDetector.DetectedFraming.UNKNOWN && !ended) {
            readMore();
        }
        started = true;
    }

    /**
     * Waits for the next event.
     *
     * @return null at the end of the answer, and once the stream is closed
     * @throws ModelException if the connection broke, the server was silent for too long, or its bytes are not events
     * @throws InterruptedException if the run was cancelled meanwhile; then no connection stays open
     */
    public @Nullable SseEvent next() throws InterruptedException {
        while (!response.isClosed()) {
            SseEvent event = nextReady();
            if (event != null || ended) {
                return event;
            }
            readMore();
        }
        return null;
    }

    /**
     * Declares that the server has sent the finish reason, so that only the last events are missing. From the first
     * call on, the time to read them is the read timeout, but at most ten seconds in total. Comments do not extend it.
     */
    public void expectEnd() {
        if (endDeadline == null) {
            endDeadline = Deadline.in(readTimeout.compareTo(REST_LIMIT) < 0 ? readTimeout : REST_LIMIT);
        }
    }

    /** Marks the answer as complete, so that its connection can be reused. */
    public void complete() {
        response.complete();
    }

    /** Returns whether {@link #close} was called. */
    public boolean isClosed() {
        return response.isClosed();
    }

    /**
     * Discards the rest of the answer. May be called from any thread, any number of times; see
     * {@link ResponseStream#close}.
     */
    @Override
    public void close() {
        response.close();
    }

    private @Nullable SseEvent nextReady() {
        try {
            SseEvent event = detector.next();
            if (event != null || !ended) {
                return event;
            }
            SseEvent lastEvent = detector.end();
            if (lastEvent == null && !detector.hasEvents() && !response.isClosed()) {
                throw closeAfter(faults.nothing(detector.prefix()));
            }
            return lastEvent;
        } catch (EventTooLargeException e) {
            throw closeAfter(faults.tooMuch(e));
        } catch (IllegalArgumentException e) {
            throw closeAfter(faults.notEvents(e));
        }
    }

    private ModelException htmlFailure() throws InterruptedException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(detector.prefix());
        page.writeBytes(refusal());
        return faults.page(page.toByteArray());
    }

    private ModelException closeAfter(ModelException failure) {
        close();
        return failure;
    }

    private void readMore() throws InterruptedException {
        if (endDeadline != null && endDeadline.remaining().isZero()) {
            throw closeAfter(faults.silent(null));
        }
        try {
            ByteBuffer bytes = response.next(endDeadline == null ? readTimeout : endDeadline.remaining());
            if (bytes == null) {
                ended = true;
                return;
            }
            detector.feed(bytes);
        } catch (EventTooLargeException e) {
            throw closeAfter(faults.tooMuch(e));
        } catch (ResponseException e) {
            throw closeAfter(faults.of(e, started));
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        switch (detector.kind()) {
            case PAGE -> throw htmlFailure();
            case COMPRESSED -> throw closeAfter(faults.compressed("gzip"));
            case EVENTS, UNKNOWN -> {}
        }
    }

    private byte[] refusal() throws InterruptedException {
        byte[] body = response.readUpTo(
                Refusals.MAX_BODY, Deadline.in(readTimeout.compareTo(REFUSAL_LIMIT) < 0 ? readTimeout : REFUSAL_LIMIT));
        response.close();
        return body;
    }
}
