package io.agencyswarm.sse;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream to one client. Run threads put events into a queue; the connection's event loop writes them. At most
 * {@link #MAX_BYTES}, plus one event, are queued or unwritten. Only {@link #write} and the subscriber's methods may be
 * called from other threads.
 */
final class SseResponse implements Flow.Subscriber<SseEvent> {

    private static final int MAX_BYTES = 262_144;

    /** The memory of an event beside its data, as an object and as a frame. */
    private static final long EVENT_BYTES = 64;

    private static final int SLICE = 65_536;

    /**
     * The longest time until a comment is sent if no event is, and with it the response's head: clients and proxies may
     * wait for the head less long than for the rest.
     */
    private static final Duration HEAD_DELAY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final StreamConfig config;
    private final Context eventLoop;
    private final Queue<SseEvent> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Bytes of events that are queued or not yet written. */
    private final AtomicLong pending = new AtomicLong();

    /** Whether the next event has not been requested, because the limit is reached. */
    private final AtomicBoolean waiting = new AtomicBoolean();

    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean complete;

    /** Written by the event loop only. */
    private volatile boolean closed;

    /** The number of slices that the network has not taken. */
    private int unwritten;

    private long lastWrite = System.nanoTime();
    private long lastProgress = System.nanoTime();
    private long keepAliveTimer = -1;
    private long stallTimer = -1;

    SseResponse(RoutingContext context, StreamConfig config) {
        this.vertx = context.vertx();
        this.context = context;
        this.response = context.response();
        this.config = config;
        this.eventLoop = vertx.getOrCreateContext();
    }

    /**
     * Subscribes and returns; the response ends when the events do. Called on the request's thread. It does not wait
     * for the event loop, so that the run need not wait either: its first event can be queued at once.
     */
    void write(Multi<SseEvent> events) {
        eventLoop.runOnContext(_ -> begin());
        events.subscribe().withSubscriber(this);
    }

    /** Runs before the first {@link #flush}, because it is scheduled before the subscription. */
    private void begin() {
        context.addEndHandler(_ -> cancelSubscription());
        if (response.closed()) {
            cancelSubscription();
            return;
        }
        watchSilence(config.keepAlive().compareTo(HEAD_DELAY) < 0 ? config.keepAlive() : HEAD_DELAY);
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        // The event loop may have found the client gone when there was no subscription to cancel yet.
        if (closed) {
            granted.cancel();
        } else {
            granted.request(1);
        }
    }

    @Override
    public void onNext(SseEvent event) {
        pending.addAndGet(bytes(event));
        ready.add(event);
        schedule();
        waiting.set(true);
        askForMore();
    }

    @Override
    public void onComplete() {
        complete = true;
        schedule();
    }

    @Override
    public void onError(Throwable failure) {
        // Runs report failures as events, so this is a reader that is too slow, a run that another process has taken
        // over, or a bug of the service. Only closing the connection shows the client that the stream is incomplete.
        eventLoop.runOnContext(_ -> {
            cancelSubscription();
            ResponseAborter.abort(context);
        });
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            eventLoop.runOnContext(_ -> flush());
        }
    }

    private void flush() {
        scheduled.set(false);
        // Read before the queue is: an event that is not in the queue yet schedules another flush.
        boolean last = complete;
        if (closed) {
            ready.clear();
            return;
        }
        long written = 0;
        Buffer frames = Buffer.buffer((int) Math.min(pending.get(), MAX_BYTES));
        for (SseEvent event = ready.poll(); event != null; event = ready.poll()) {
            SseEncoder.encode(event, frames);
            written += bytes(event);
        }
        if (last) {
            stop();
            response.end(frames);
            return;
        }
        if (frames.length() > 0) {
            write(frames, written);
        }
    }

    /** Writes in slices, so that slow reading of a large frame counts as reading. */
    private void write(Buffer frames, long writtenBytes) {
        lastWrite = System.nanoTime();
        if (unwritten == 0) {
            lastProgress = lastWrite;
        }
        for (int from = 0; from < frames.length(); from += SLICE) {
            int to = Math.min(from + SLICE, frames.length());
            boolean isLastPart = to == frames.length();
            unwritten++;
            response.write(frames.slice(from, to)).onComplete(_ -> {
                unwritten--;
                lastProgress = System.nanoTime();
                if (isLastPart) {
                    pending.addAndGet(-writtenBytes);
                    askForMore();
                }
            });
        }
        watchStall();
    }

    /** Requests the next event, once, if the limit is not reached. Called on any thread. */
    private void askForMore() {
        if (pending.get() < MAX_BYTES && waiting.compareAndSet(true, false)) {
            Objects.requireNonNull(subscription, "events come after the subscription")
                    .request(1);
        }
    }

    private static long bytes(SseEvent event) {
        return event.data().length + EVENT_BYTES;
    }

    /**
     * Watches the client as long as slices are unwritten, however few bytes they have: the network takes most of them
     * at once, and then there is nothing to watch.
     */
    private void watchStall() {
        if (unwritten == 0 || stallTimer >= 0 || closed || config.stallTimeout().isZero()) {
            return;
        }
        Duration limit = config.stallTimeout().minusNanos(System.nanoTime() - lastProgress);
        stallTimer = vertx.setTimer(Math.max(1, limit.toMillis()), _ -> {
            stallTimer = -1;
            if (unwritten > 0
                    && System.nanoTime() - lastProgress >= config.stallTimeout().toNanos()) {
                cancelSubscription();
                ResponseAborter.abort(context);
            } else {
                watchStall();
            }
        });
    }

    private void watchSilence(Duration remaining) {
        if (config.keepAlive().isZero()) {
            return;
        }
        keepAliveTimer = vertx.setTimer(Math.max(1, remaining.toMillis()), _ -> {
            Duration untilKeepAlive = config.keepAlive().minusNanos(System.nanoTime() - lastWrite);
            if (untilKeepAlive.isPositive() && response.headWritten()) {
                watchSilence(untilKeepAlive);
                return;
            }
            if (!response.writeQueueFull()) {
                Buffer comment = Buffer.buffer();
                SseEncoder.keepAlive(comment);
                write(comment, 0);
            }
            watchSilence(config.keepAlive());
        });
    }

    /** Cancels the run, because the client has left or does not read. */
    private void cancelSubscription() {
        if (closed) {
            return;
        }
        stop();
        Flow.Subscription granted = subscription;
        if (granted != null) {
            granted.cancel();
        }
    }

    private void stop() {
        closed = true;
        vertx.cancelTimer(keepAliveTimer);
        vertx.cancelTimer(stallTimer);
    }
}
