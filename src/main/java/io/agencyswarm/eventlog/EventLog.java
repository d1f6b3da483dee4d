package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's frames in order, from the run to the wire. A stream is a reader of the log. Two kinds differ in who waits for
 * whom: in a log that is {@link #held} the run waits for its reader and nothing is kept; in one of
 * {@link ReplayMemory#open} the frames are numbered and kept for readers that come, leave and come again, and the run
 * waits for nobody. Safe for several threads.
 */
public abstract sealed class EventLog permits UnbufferedLog, ReplayLog {

    private final ReentrantLock appending = new ReentrantLock();

    /** Guarded by the lock. */
    private boolean ending;

    EventLog() {}

    /**
     * A log with one reader, from the first frame, without a buffer: who appends a frame waits until the reader asks for
     * it. A reader that leaves cancels the run.
     *
     * @param cancelRun cancels the run at once; must not block
     */
    public static EventLog held(Runnable cancelRun) {
        return new UnbufferedLog(cancelRun);
    }

    /**
     * The frames after one of them, under demand, to the last. A frame is delivered on the thread that appends it or on
     * one of the log's, which the subscriber must not block. Cancelling the subscription leaves the log.
     *
     * @param after the number of the last frame that is not wanted; 0 for all
     */
    public abstract Multi<SseEvent> frames(long after);

    /**
     * What of a log is there.
     *
     * @param oldest the number of the oldest frame that is kept; one more than {@code newest} where none is
     * @param newest the number of the newest frame, 0 before the first
     * @param over whether nothing more will come
     */
    public record Extent(long oldest, long newest, boolean over) {}

    /** What of the log is there now; nothing, where frames have no numbers. */
    public abstract Extent extent();

    /** What the kept frames take in memory; 0 where none are kept. */
    public abstract long bytes();

    /** The number of the newest frame; 0 before the first, and always where frames have no numbers. */
    public abstract long newest();

    /** Whether frames have numbers and are kept. */
    public abstract boolean isKept();

    /**
     * Appends frames, from any thread of the run.
     *
     * @param frames what is appended; asked while nobody else appends, and only where somebody may read it
     * @throws InterruptedException if the run was cancelled while it waited for its reader, or its end has begun
     */
    public final void append(Supplier<List<SseEvent>> frames) throws InterruptedException {
        append(frames, false);
    }

    /** Appends frames of the run's end, as {@link #append}: from now on no others are appended. */
    public final void appendEnd(Supplier<List<SseEvent>> frames) throws InterruptedException {
        append(frames, true);
    }

    private void append(Supplier<List<SseEvent>> frames, boolean ofEnd) throws InterruptedException {
        appending.lockInterruptibly();
        try {
            if (ending && !ofEnd) {
                // From a loop that was left behind: nothing may come between the frames of the end, or before them once
                // they are numbered.
                throw new InterruptedException();
            }
            ending = ofEnd;
            if (isWanted()) {
                for (SseEvent frame : frames.get()) {
                    take(frame);
                }
            }
        } finally {
            appending.unlock();
        }
    }

    /**
     * The number that the last frame is going to have; 0 where frames have no numbers. From now on only frames of the end
     * are appended.
     *
     * @param frames how many they are going to be; asked only where they have numbers, once nothing else is appended
     */
    public final long last(IntSupplier frames) {
        appending.lock();
        try {
            ending = true;
            return isKept() ? newest() + frames.getAsInt() : 0;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Nothing is appended any more.
     *
     * @param fault what broke the run, of which readers hear; null where they were told the run's end
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

    /** The client that asked for the run has left, maybe before it read anything. */
    public abstract void abandon();

    /** Where frames are kept, they are discarded, and readers are cut off without the run's end. */
    public abstract void cutOff(Throwable why);

    /** Whether anybody may read what is appended. */
    abstract boolean isWanted();

    /** Takes the next frame; called by one thread at a time. */
    abstract void take(SseEvent frame) throws InterruptedException;

    /** Tells readers that this was all. */
    abstract void end(@Nullable Throwable fault);
}
