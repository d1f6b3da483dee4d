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
import org.jspecify.annotations.Nullable;

/**
 * One stream on its way to a client. Events come from the run's threads into a queue that demand keeps below
 * {@link #WINDOW}; the connection's event loop takes out what is ready, writes it in one go and asks for as many again,
 * unless the client does not keep up. Everything but {@link #onNext}, {@link #onComplete} and {@link #onError} runs on
 * the event loop.
 */
final class SseResponse implements Flow.Subscriber<SseEvent> {

    private static final int WINDOW = 64;
    private static final int FRAMES_HINT = 2_048;
    private static final int SLICE = 65_536;

    private final Vertx vertx;
    private final RoutingContext request;
    private final HttpServerResponse response;
    private final StreamConfig config;
    private final Context eventLoop;
    private final Queue<SseEvent> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean complete;

    private boolean over;
    private int owed;
    private long lastWrite = System.nanoTime();
    private long lastRead = System.nanoTime();
    private long keepAliveTimer = -1;
    private long stallTimer = -1;

    SseResponse(RoutingContext request, StreamConfig config) {
        this.vertx = request.vertx();
        this.request = request;
        this.response = request.response();
        this.config = config;
        this.eventLoop = vertx.getOrCreateContext();
    }

    /** Subscribes and returns; the response ends when the events do. */
    void write(Multi<SseEvent> events) {
        eventLoop.runOnContext(nothing -> {
            request.addEndHandler(ended -> giveUp());
            if (response.closed()) {
                return;
            }
            response.drainHandler(drained -> drained());
            watchSilence(config.keepAlive());
            events.subscribe().withSubscriber(this);
        });
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        granted.request(WINDOW);
    }

    @Override
    public void onNext(SseEvent event) {
        ready.add(event);
        schedule();
    }

    @Override
    public void onComplete() {
        complete = true;
        schedule();
    }

    @Override
    public void onError(Throwable failure) {
        // Runs report failures as events, so this is a fault of ours: a cut connection is the only honest answer left.
        eventLoop.runOnContext(nothing -> {
            giveUp();
            response.reset();
        });
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            eventLoop.runOnContext(nothing -> flush());
        }
    }

    private void flush() {
        scheduled.set(false);
        // Asked before the queue is: what is not in the queue yet then comes with a flush of its own.
        boolean last = complete;
        if (over) {
            ready.clear();
            return;
        }
        Buffer frames = Buffer.buffer(FRAMES_HINT);
        for (SseEvent event = ready.poll(); event != null; event = ready.poll()) {
            SseEncoder.encode(event, frames);
            owed++;
        }
        if (last) {
            stop();
            response.end(frames);
            return;
        }
        if (frames.length() > 0) {
            write(frames);
        }
        if (response.writeQueueFull()) {
            watchStall();
        } else {
            askForMore();
        }
    }

    /** In slices, so that a client that reads a large frame slowly is seen to read. */
    private void write(Buffer frames) {
        lastWrite = System.nanoTime();
        for (int from = 0; from < frames.length(); from += SLICE) {
            response.write(frames.slice(from, Math.min(from + SLICE, frames.length())))
                    .onSuccess(read -> lastRead = System.nanoTime());
        }
    }

    private void askForMore() {
        int more = owed;
        owed = 0;
        if (more > 0) {
            Objects.requireNonNull(subscription, "events come after the subscription")
                    .request(more);
        }
    }

    private void drained() {
        vertx.cancelTimer(stallTimer);
        stallTimer = -1;
        if (!over) {
            askForMore();
        }
    }

    private void watchStall() {
        if (stallTimer < 0 && !config.stallTimeout().isZero()) {
            stallTimer = vertx.setTimer(config.stallTimeout().toMillis(), timer -> {
                stallTimer = -1;
                if (System.nanoTime() - lastRead < config.stallTimeout().toNanos()) {
                    watchStall();
                } else {
                    giveUp();
                    response.reset();
                }
            });
        }
    }

    private void watchSilence(Duration left) {
        if (config.keepAlive().isZero()) {
            return;
        }
        keepAliveTimer = vertx.setTimer(Math.max(1, left.toMillis()), timer -> {
            Duration still = config.keepAlive().minusNanos(System.nanoTime() - lastWrite);
            if (still.isPositive()) {
                watchSilence(still);
                return;
            }
            if (!response.writeQueueFull()) {
                Buffer comment = Buffer.buffer();
                SseEncoder.keepAlive(comment);
                write(comment);
            }
            watchSilence(config.keepAlive());
        });
    }

    /** The client is gone, or as good as gone: the run is cancelled. */
    private void giveUp() {
        if (over) {
            return;
        }
        stop();
        Flow.Subscription granted = subscription;
        if (granted != null) {
            granted.cancel();
        }
    }

    private void stop() {
        over = true;
        vertx.cancelTimer(keepAliveTimer);
        vertx.cancelTimer(stallTimer);
    }
}
