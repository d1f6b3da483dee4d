package io.agencyswarm.run;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run's events under demand, in the form that one subscriber wants. There is no buffer: a thread of the run that has
 * an event for a subscriber without demand waits, so it reads no more from the model either. Subscribing starts the
 * run; cancelling the subscription cancels it.
 */
final class RunEvents<T> implements Flow.Publisher<T>, Flow.Subscription, EventSink {

    private final AgencyRun run;
    private final Function<RunEvent, List<T>> encoding;
    private final AtomicLong demand = new AtomicLong();
    private final ReentrantLock emitting = new ReentrantLock();

    private volatile Flow.@Nullable Subscriber<? super T> subscriber;
    private volatile @Nullable Thread waiting;
    /** Nothing is delivered any more. */
    private volatile boolean closed;

    /** Nobody waits for demand any more. */
    private volatile boolean released;

    // Guarded by the lock.
    private boolean ending;

    private boolean ended;

    RunEvents(AgencyRun run, Function<RunEvent, List<T>> encoding) {
        this.run = run;
        this.encoding = encoding;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> listener) {
        run.claim();
        subscriber = listener;
        listener.onSubscribe(this);
        Thread.ofVirtual().start(this::play);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            cancel();
            listener().onError(new IllegalArgumentException("A subscriber asked for " + n + " events."));
            return;
        }
        demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
        LockSupport.unpark(waiting);
    }

    @Override
    public void cancel() {
        closed = true;
        run.cancel(Cancellation.Mode.IMMEDIATE);
        // Only now: let go before it knows of the cancel, a run could come to its end as if nobody had left.
        released = true;
        LockSupport.unpark(waiting);
    }

    @Override
    public void emit(RunEvent event) throws InterruptedException {
        emitting.lockInterruptibly();
        try {
            boolean last = event instanceof RunEvent.Ended;
            if (ending && !last) {
                // From a loop that was left behind: nothing may come between the failure and the end.
                throw new InterruptedException();
            }
            ending = last || event instanceof RunEvent.Failed;
            if (!released) {
                for (T element : encoding.apply(event)) {
                    deliver(element);
                }
            }
            ended = last;
        } finally {
            emitting.unlock();
        }
    }

    private void play() {
        @Nullable Throwable fault = null;
        try {
            run.execute(this);
        } catch (VirtualMachineError e) {
            fault = e;
            throw e;
        } catch (Throwable e) {
            // The subscriber is broken.
            fault = e;
        } finally {
            emitting.lock();
            try {
                close(ended ? null : fault);
            } finally {
                emitting.unlock();
            }
        }
    }

    private void close(@Nullable Throwable fault) {
        if (closed) {
            return;
        }
        // Whoever was left behind after a cancel finds the stream closed.
        closed = true;
        released = true;
        if (fault == null) {
            listener().onComplete();
        } else {
            listener().onError(fault);
        }
    }

    private void deliver(T element) throws InterruptedException {
        awaitDemand();
        if (!closed) {
            demand.updateAndGet(had -> had == Long.MAX_VALUE ? had : had - 1);
            listener().onNext(element);
        }
    }

    private void awaitDemand() throws InterruptedException {
        waiting = Thread.currentThread();
        while (demand.get() == 0 && !released) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        waiting = null;
    }

    private Flow.Subscriber<? super T> listener() {
        return Objects.requireNonNull(subscriber, "events come after the subscription");
    }
}
