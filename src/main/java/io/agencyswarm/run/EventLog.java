package io.agencyswarm.run;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run's frames in order, from the run to the wire. A stream is a reader of the log. Two kinds differ in who waits for
 * whom: in a {@link HeldLog} the run waits for its reader and nothing is kept; in a {@link KeptLog} the frames are
 * numbered and kept for readers that come, leave and come again, and the run waits for nobody. Safe for several threads.
 */
public abstract sealed class EventLog permits HeldLog, KeptLog {

    private final Encoding encoding;
    private final ReentrantLock appending = new ReentrantLock();

    // Guarded by the lock.
    private boolean ending;

    private boolean ended;

    EventLog(Encoding encoding) {
        this.encoding = encoding;
    }

    /**
     * What an event becomes for clients. Called on the run's threads, one event at a time, in order.
     */
    @FunctionalInterface
    public interface Encoding {

        /** The frames of an event, in order; mostly one, none where clients are not told. */
        List<SseEvent> encode(RunEvent event);

        /**
         * How many frames {@link RunEvent.Failed}, where the run failed, and {@link RunEvent.Ended} are going to be. Asked
         * once, before them.
         */
        default int framesOfEnd(RunResult result) {
            return 0;
        }
    }

    /**
     * The frames after one of them, under demand, to the last. A frame is delivered on a thread of the run or of the
     * log, which the subscriber must not block. Cancelling the subscription leaves the log.
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

    /**
     * Takes an event, from any thread of the run.
     *
     * @throws InterruptedException if the run was cancelled while it waited for its reader, or its end has been told
     */
    final void append(RunEvent event) throws InterruptedException {
        appending.lockInterruptibly();
        try {
            boolean last = event instanceof RunEvent.Ended;
            boolean ofEnd = last || event instanceof RunEvent.Failed;
            if (ending && !ofEnd) {
                // From a loop that was left behind: nothing may come between the frames of the end, or before them once
                // they are numbered.
                throw new InterruptedException();
            }
            ending = ending || ofEnd;
            if (isWanted()) {
                for (SseEvent frame : encoding.encode(event)) {
                    take(frame);
                }
            }
            ended = last;
        } finally {
            appending.unlock();
        }
    }

    /**
     * The number that the last frame is going to have; 0 where frames have no numbers. From now on only the frames of
     * the end are appended.
     */
    final long last(RunResult result) {
        appending.lock();
        try {
            ending = true;
            return numbers() ? newest() + encoding.framesOfEnd(result) : 0;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Nothing is appended any more.
     *
     * @param fault what broke the run, null where it came to its end; readers hear of it where the end was not told
     */
    final void close(@Nullable Throwable fault) {
        appending.lock();
        try {
            ending = true;
            end(ended ? null : fault);
        } finally {
            appending.unlock();
        }
    }

    /** The client that asked for the run has left, maybe before it read anything. */
    abstract void abandon();

    /** Whether frames have numbers. */
    abstract boolean numbers();

    /** Whether anybody may read what is appended. */
    abstract boolean isWanted();

    /** Takes the next frame; called by one thread at a time. */
    abstract void take(SseEvent frame) throws InterruptedException;

    /** Tells readers that this was all. */
    abstract void end(@Nullable Throwable fault);
}
