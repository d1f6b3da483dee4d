package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one log. One virtual thread serves all of them, and exists only while there are any. The run only
 * wakes this thread, however many readers there are, and frames that have accumulated are delivered in one batch.
 */
final class LogReaders {

    private static final Logger LOG = Logger.getLogger(LogReaders.class);
    private static final int BATCH = 256;

    private final ReplayLog log;
    private final List<LogReader> all = new CopyOnWriteArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable Thread servingThread;

    LogReaders(ReplayLog log) {
        this.log = log;
    }

    /** Adds a subscriber, which gets the frames after a number. */
    void add(Flow.Subscriber<? super SseEvent> subscriber, long after) {
        LogReader reader = new LogReader(subscriber, after + 1);
        subscriber.onSubscribe(reader);
        synchronized (this) {
            all.add(reader);
            if (servingThread == null) {
                startServing();
            }
        }
        wake();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Wakes the serving thread, because there may be frames to deliver. */
    void wake() {
        Thread thread = servingThread;
        if (thread != null && woken.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    /** Called with the lock held. */
    private void startServing() {
        woken.set(true);
        servingThread = Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            do {
                while (!woken.compareAndSet(true, false)) {
                    LockSupport.park(this);
                }
                List<LogReader> finishedReaders = new ArrayList<>();
                for (LogReader reader : all) {
                    if (!serveOrClose(reader)) {
                        finishedReaders.add(reader);
                    }
                }
                all.removeAll(finishedReaders);
            } while (!all.isEmpty());
        } finally {
            endServing();
        }
        log.discardIfUnread();
    }

    /** Releases this thread. If there are readers, because it failed or they were just added, another serves them. */
    private synchronized void endServing() {
        servingThread = null;
        if (!all.isEmpty()) {
            startServing();
        }
    }

    /**
     * Serves a reader. A reader that fails is closed, so that it does not end the thread of the others.
     *
     * @return false if the reader is closed
     */
    private static boolean serveOrClose(LogReader reader) {
        boolean continues = false;
        try {
            continues = reader.serve();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            LOG.error("A reader of a run's events failed. It gets no more events.", e);
        } finally {
            if (!continues) {
                reader.closed = true;
            }
        }
        return continues;
    }

    /** A reader and its position. */
    private final class LogReader implements Flow.Subscription {

        private final Flow.Subscriber<? super SseEvent> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean closed;

        /** The number of the next frame. Confined to the serving thread. */
        private long next;

        LogReader(Flow.Subscriber<? super SseEvent> subscriber, long next) {
            this.subscriber = subscriber;
            this.next = next;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                closed = true;
                subscriber.onError(new IllegalArgumentException("A subscriber requested " + n + " events."));
            } else {
                demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            }
            wake();
        }

        @Override
        public void cancel() {
            closed = true;
            wake();
        }

        /** Delivers the requested frames that are available; returns false once the reader needs nothing more. */
        boolean serve() {
            while (!closed) {
                Optional<List<SseEvent>> batch = log.read(next, (int) Math.min(BATCH, demand.get()));
                if (batch.isEmpty()) {
                    deliverFirst();
                    // Without an end frame, so that the client knows that it should reconnect.
                    subscriber.onError(Objects.requireNonNullElseGet(log.fault(), LogReader::tooSlow));
                    return false;
                }
                if (batch.get().isEmpty()) {
                    return !complete();
                }
                deliver(batch.get());
            }
            return false;
        }

        private static IllegalStateException tooSlow() {
            return new IllegalStateException("The reader was too slow: its next frame is no longer stored.");
        }

        /** Delivers the first frame to a new reader, so that its client gets at least the run's id. */
        private void deliverFirst() {
            SseEvent first = log.first();
            if (next == 1 && first != null && demand.get() > 0) {
                deliver(List.of(first));
            }
        }

        private void deliver(List<SseEvent> batch) {
            for (SseEvent frame : batch) {
                if (closed) {
                    return;
                }
                next++;
                demand.updateAndGet(had -> had == Long.MAX_VALUE ? had : had - 1);
                subscriber.onNext(frame);
            }
        }

        private boolean complete() {
            if (!log.isClosedBefore(next)) {
                return false;
            }
            Throwable fault = log.fault();
            if (fault == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(fault);
            }
            return true;
        }
    }
}
