package io.agencyswarm.run;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run's events under demand, for one subscriber. There is no buffer: a thread of the run that has an event for a
 * subscriber without demand waits, so it reads no more from the model either. Subscribing starts the run; cancelling the
 * subscription cancels it.
 */
final class RunEvents implements Flow.Publisher<RunEvent>, Flow.Subscription, EventSink {

    private final AgencyRun run;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicLong demand = new AtomicLong();
    private final ReentrantLock emitting = new ReentrantLock();

    private volatile Flow.@Nullable Subscriber<? super RunEvent> subscriber;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;

    RunEvents(AgencyRun run) {
        this.run = run;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super RunEvent> listener) {
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("The events of run " + run.id() + " already have their subscriber.");
        }
        subscriber = listener;
        listener.onSubscribe(this);
        Thread.ofVirtual().start(this::play);
    }

    @Override
    public void request(long n) {
        demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
        LockSupport.unpark(waiting);
    }

    @Override
    public void cancel() {
        closed = true;
        LockSupport.unpark(waiting);
        run.cancel(Cancellation.Mode.IMMEDIATE);
    }

    @Override
    public void emit(RunEvent event) throws InterruptedException {
        emitting.lockInterruptibly();
        try {
            awaitDemand();
            if (!closed) {
                demand.updateAndGet(had -> had == Long.MAX_VALUE ? had : had - 1);
                listener().onNext(event);
            }
        } finally {
            emitting.unlock();
        }
    }

    private void play() {
        run.execute(this);
        emitting.lock();
        try {
            if (!closed) {
                // Whoever was left behind after a cancel finds the stream closed.
                closed = true;
                listener().onComplete();
            }
        } finally {
            emitting.unlock();
        }
    }

    private void awaitDemand() throws InterruptedException {
        waiting = Thread.currentThread();
        while (demand.get() == 0 && !closed) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        waiting = null;
    }

    private Flow.Subscriber<? super RunEvent> listener() {
        return Objects.requireNonNull(subscriber, "events come after the subscription");
    }
}
