package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.Multi;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's frames in order, between the run and its clients. A stream is a reader of the log. There are two kinds. In a
 * {@link #unbuffered} log the run waits for its reader, and nothing is stored. In a log of {@link ReplayMemory#open}
 * the frames are numbered and stored, readers may come and go, and the run waits for none of them. Thread-safe.
 */
public abstract sealed class EventLog permits UnbufferedLog, ReplayLog {

    private final ReentrantLock appending = new ReentrantLock();

    /** Frames whose append was interrupted: the next append delivers them first. Guarded by the lock. */
    private final Deque<SseEvent> waiting = new ArrayDeque<>(1);

    /** Guarded by the lock. */
    private boolean ending;

    EventLog() {}

    /**
     * Creates a log with one reader, from the first frame, without a buffer: a thread that appends a frame waits until
     * the reader requests it. A reader that leaves cancels the run.
     *
     * @param cancelRun cancels the run at once; must not block
     */
    public static EventLog unbuffered(Runnable cancelRun) {
        return new UnbufferedLog(cancelRun);
    }

    /**
     * Returns the frames after a number, as they are requested, until the last one. A frame is delivered on the thread
     * that appends it or on a thread of the log; the subscriber must not block either. Cancelling the subscription
     * leaves the log.
     *
     * @param after the number of the last frame that is not wanted; 0 for all
     */
    public abstract Multi<SseEvent> frames(long after);

    /**
     * The range of stored frames.
     *
     * @param oldest the number of the oldest stored frame; {@code newest + 1} if none is stored
     * @param newest the number of the newest frame, 0 before the first
     * @param closed whether no more frames will come
     */
    public record Extent(long oldest, long newest, boolean closed) {}

    /** Returns the range of stored frames; an empty one if frames have no numbers. */
    public abstract Extent extent();

    /** Returns the memory that the stored frames take, in bytes; 0 if none are stored. */
    public abstract long bytes();

    /** Returns the number of the newest frame; 0 before the first, and always if frames have no numbers. */
    public abstract long newest();

    /** Returns whether frames are numbered and stored. */
    public abstract boolean isStored();

    /**
     * Appends frames, from any thread of the run. Frames that wait for the reader when the thread is interrupted stay
     * in the log, before those that are appended next.
     *
     * @param frames supplies the frames; called by one thread at a time, and only if a reader may still want them
     * @throws InterruptedException if the run was cancelled while it waited for its reader, or its end has begun
     */
    public final void append(Supplier<List<SseEvent>> frames) throws InterruptedException {
        append(frames, false);
    }

    /** Appends frames of the run's end, as {@link #append} does; other frames can't be appended afterwards. */
    public final void appendEnd(Supplier<List<SseEvent>> frames) throws InterruptedException {
        append(frames, true);
    }

    private void append(Supplier<List<SseEvent>> frames, boolean ofEnd) throws InterruptedException {
        appending.lockInterruptibly();
        try {
            if (ending && !ofEnd) {
                // From an abandoned loop: nothing may come between the frames of the end, or before them once their
                // numbers are reserved.
                throw new InterruptedException();
            }
            ending = ofEnd;
            if (isWanted()) {
                waiting.addAll(frames.get());
                deliverWaiting();
            }
        } finally {
            appending.unlock();
        }
    }

    private void deliverWaiting() throws InterruptedException {
        while (!waiting.isEmpty()) {
            SseEvent frame = waiting.removeFirst();
            try {
                deliver(frame);
            } catch (InterruptedException e) {
                waiting.addFirst(frame);
                throw e;
            }
        }
    }

    /**
     * Returns the number that the last frame will have; 0 if frames have no numbers. Afterwards only frames of the end
     * can be appended.
     *
     * @param frames supplies how many more frames there will be; called only if they have numbers, once nothing else is
     *     appended
     */
    public final long reserveEnd(IntSupplier frames) {
        appending.lock();
        try {
            ending = true;
            return isStored() ? newest() + frames.getAsInt() : 0;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Closes the log; nothing can be appended afterwards.
     *
     * @param fault the failure that readers get; null if they were sent the run's end
     */
    public final void close(@Nullable Throwable fault) {
        appending.lock();
        try {
            ending = true;
            end(fault);
        } finally {
            appending.unlock();
        }
    }

    /** Called when the client that started the run has left, perhaps before it read anything. */
    public abstract void abandon();

    /** Discards stored frames, and cuts readers off without the run's end. Does nothing if frames are not stored. */
    public abstract void disconnectReaders(Throwable why);

    /** Returns whether a reader may still want appended frames. */
    abstract boolean isWanted();

    /** Stores the next frame or passes it to the reader; called by one thread at a time. */
    abstract void deliver(SseEvent frame) throws InterruptedException;

    /** Reports the end to readers. */
    abstract void end(@Nullable Throwable fault);
}
