package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run that ends with its connection: one reader, from the first frame. There is no buffer: a thread of the
 * run waits until the reader requests its frame, and reads no more from the model meanwhile. A reader that leaves
 * cancels the run.
 */
final class UnbufferedLog extends EventLog implements Flow.Publisher<SseEvent>, Flow.Subscription {

    private final Runnable cancelRun;
    private final AtomicLong demand = new AtomicLong();

    private final AtomicBoolean subscribed = new AtomicBoolean();
    private volatile Flow.@Nullable Subscriber<? super SseEvent> subscriber;
    private volatile @Nullable Thread waiting;

    /** Reports the end to the reader; null before the end. */
    private volatile @Nullable Consumer<Flow.Subscriber<? super SseEvent>> endSignal;

    private final AtomicBoolean endSent = new AtomicBoolean();

    /** No more frames are delivered. */
    private volatile boolean closed;

    /** Nobody waits for demand any longer. */
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
        if (!subscribed.compareAndSet(false, true)) {
            Subscriptions.fail(reader, new IllegalStateException("The events of this run have a subscriber already."));
            return;
        }
        reader.onSubscribe(this);
        subscriber = reader;
        LockSupport.unpark(waiting);
        // The run may have ended before.
        sendEnd();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            // Before the cancel, after which there is no signal.
            end(new IllegalArgumentException("A subscriber requested " + n + " events."));
            cancel();
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
        // Release waiting threads after the cancel: otherwise the run could complete normally.
        released = true;
        LockSupport.unpark(waiting);
    }

    @Override
    public void disconnectReaders(Throwable why) {
        // The reader has its own connection to the run, and gets the end through it.
    }

    @Override
    public boolean isStored() {
        return false;
    }

    @Override
    boolean isWanted() {
        return !released;
    }

    @Override
    void deliver(SseEvent frame) throws InterruptedException {
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
        // An abandoned loop finds the stream closed.
        closed = true;
        released = true;
        endSignal = fault == null ? Flow.Subscriber::onComplete : reader -> reader.onError(fault);
        sendEnd();
    }

    private void sendEnd() {
        Flow.Subscriber<? super SseEvent> reader = subscriber;
        Consumer<Flow.Subscriber<? super SseEvent>> signal = endSignal;
        if (reader != null && signal != null && endSent.compareAndSet(false, true)) {
            signal.accept(reader);
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
