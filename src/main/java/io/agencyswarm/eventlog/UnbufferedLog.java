package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run that lives with its connection: one reader, from the first frame. There is no buffer: a thread of the
 * run that has a frame for a reader without demand waits, so it reads no more from the model either. A reader that
 * leaves cancels the run.
 */
final class UnbufferedLog extends EventLog implements Flow.Publisher<SseEvent>, Flow.Subscription {

    private final Runnable cancelRun;
    private final AtomicLong demand = new AtomicLong();

    private volatile Flow.@Nullable Subscriber<? super SseEvent> subscriber;
    private volatile @Nullable Thread waiting;

    /** What the reader is told at the end, once there is one. */
    private volatile @Nullable Consumer<Flow.Subscriber<? super SseEvent>> ending;

    private final AtomicBoolean endTold = new AtomicBoolean();

    /** Nothing is delivered any more. */
    private volatile boolean closed;

    /** Nobody waits for demand any more. */
    private volatile boolean released;

    UnbufferedLog(Runnable cancelRun) {
        this.cancelRun = cancelRun;
    }

    @Override
    public Multi<SseEvent> frames(long after) {
        return Multi.createFrom().publisher(this);
    }

    @Override
    public Extent extent() {
        return new Extent(1, 0, closed);
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long newest() {
        return 0;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super SseEvent> reader) {
        reader.onSubscribe(this);
        subscriber = reader;
        LockSupport.unpark(waiting);
        // The run may have broken off before.
        tellEnd();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            cancel();
            reader().onError(new IllegalArgumentException("A subscriber asked for " + n + " events."));
            return;
        }
        demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
        LockSupport.unpark(waiting);
    }

    @Override
    public void cancel() {
        abandon();
    }

    @Override
    public void abandon() {
        closed = true;
        cancelRun.run();
        // Only now: let go before it knows of the cancel, a run could come to its end as if nobody had left.
        released = true;
        LockSupport.unpark(waiting);
    }

    @Override
    public void cutOff(Throwable why) {
        // Its reader has a connection of its own to the run, and hears how it ends here.
    }

    @Override
    public boolean isKept() {
        return false;
    }

    @Override
    boolean isWanted() {
        return !released;
    }

    @Override
    void take(SseEvent frame) throws InterruptedException {
        awaitDemand();
        if (!closed) {
            demand.updateAndGet(had -> had == Long.MAX_VALUE ? had : had - 1);
            reader().onNext(frame);
        }
    }

    @Override
    void end(@Nullable Throwable fault) {
        if (closed) {
            return;
        }
        // Whoever was left behind after a cancel finds the stream closed.
        closed = true;
        released = true;
        ending = fault == null ? Flow.Subscriber::onComplete : reader -> reader.onError(fault);
        tellEnd();
    }

    private void tellEnd() {
        Flow.Subscriber<? super SseEvent> reader = subscriber;
        Consumer<Flow.Subscriber<? super SseEvent>> telling = ending;
        if (reader != null && telling != null && endTold.compareAndSet(false, true)) {
            telling.accept(reader);
        }
    }

    private void awaitDemand() throws InterruptedException {
        waiting = Thread.currentThread();
        while ((subscriber == null || demand.get() == 0) && !released) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        waiting = null;
    }

    private Flow.Subscriber<? super SseEvent> reader() {
        return Objects.requireNonNull(subscriber, "frames come after the subscription");
    }
}
