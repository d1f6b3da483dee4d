package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run that may outlive its connection. Its frames are numbered from 1. The newest are stored in memory,
 * within the byte limits of one run and of all runs. Any number of readers may read it at a time; the run waits for
 * none of them.
 */
final class ReplayLog extends EventLog {

    /** The memory of a frame beside its data. */
    private static final long FRAME_BYTES = 64;

    private final ReplayMemory memory;
    private final LogReaders readers = new LogReaders(this);

    // Guarded by this. The first elements have been discarded, and are null.
    private final List<@Nullable SseEvent> frames = new ArrayList<>();
    private int discarded;
    private long oldest = 1;
    private long bytes;
    private @Nullable SseEvent first;
    private boolean closed;
    private boolean released;
    private @Nullable Throwable fault;

    ReplayLog(ReplayMemory memory) {
        this.memory = memory;
    }

    @Override
    public synchronized Extent extent() {
        return new Extent(oldest, newest(), closed);
    }

    @Override
    public synchronized long bytes() {
        return bytes;
    }

    @Override
    public synchronized long newest() {
        return oldest + frames.size() - discarded - 1;
    }

    @Override
    public Multi<SseEvent> frames(long after) {
        return Multi.createFrom().publisher(subscriber -> readers.add(subscriber, after));
    }

    /**
     * Returns the frames from a number on, without waiting.
     *
     * @param max the maximum number of frames
     * @return empty if the frames are no longer stored
     */
    synchronized Optional<List<SseEvent>> read(long from, int max) {
        if (from < oldest) {
            return Optional.empty();
        }
        int first = discarded + Math.toIntExact(from - oldest);
        int end = Math.min(frames.size(), first + max);
        return Optional.of(first >= end ? List.of() : List.copyOf(frames.subList(first, end)));
    }

    /**
     * Returns the first frame, which names the run; it is retained even if later frames are discarded. Null before it.
     */
    synchronized @Nullable SseEvent first() {
        return first;
    }

    /** Returns whether no frame with this or a higher number will come. */
    synchronized boolean isClosedBefore(long number) {
        return closed && number > newest();
    }

    synchronized @Nullable Throwable fault() {
        return fault;
    }

    /** Discards all stored frames of a closed log; readers that have not read them are cut off. */
    void evict() {
        release();
        discard();
    }

    /**
     * Marks the log as unreachable for new readers: its frames are discarded once the run has ended and its readers
     * have left.
     */
    void release() {
        synchronized (this) {
            released = true;
        }
        discardIfUnread();
    }

    /** Discards the frames if the log is unreachable, has no readers, and the run has ended. */
    void discardIfUnread() {
        boolean unread;
        synchronized (this) {
            unread = closed && released && readers.isEmpty();
        }
        if (unread) {
            discard();
        }
    }

    private void discard() {
        long freed;
        synchronized (this) {
            freed = bytes;
            oldest = newest() + 1;
            frames.clear();
            discarded = 0;
            bytes = 0;
        }
        memory.free(freed);
        readers.wake();
    }

    @Override
    public void abandon() {
        // The run continues without its client.
    }

    @Override
    public void disconnectReaders(Throwable why) {
        end(why);
        evict();
    }

    @Override
    public boolean isStored() {
        return true;
    }

    /** After {@link #disconnectReaders} an abandoned loop may still append. */
    @Override
    synchronized boolean isWanted() {
        return !closed;
    }

    @Override
    void deliver(SseEvent frame) {
        long added;
        synchronized (this) {
            if (closed) {
                // Closed since the append began.
                return;
            }
            SseEvent numbered = frame.numbered(newest() + 1);
            first = first == null ? numbered : first;
            long before = bytes;
            frames.add(numbered);
            bytes += size(numbered);
            while (bytes > memory.maxBytesPerLog() && frames.size() - discarded > 1) {
                discardOldest();
            }
            added = bytes - before;
        }
        memory.reserve(added);
        if (memory.isFull()) {
            discardOwnFrames();
        }
        readers.wake();
    }

    @Override
    void end(@Nullable Throwable broken) {
        synchronized (this) {
            fault = closed ? fault : broken;
            closed = true;
        }
        discardIfUnread();
        readers.wake();
    }

    /** Discards own frames, because all logs together are too large and none of them is of an ended run. */
    private void discardOwnFrames() {
        long freed;
        synchronized (this) {
            long before = bytes;
            while (frames.size() - discarded > 1 && before - bytes < size(frames.getLast())) {
                discardOldest();
            }
            freed = before - bytes;
        }
        memory.free(freed);
    }

    private void discardOldest() {
        bytes -= size(frames.get(discarded));
        frames.set(discarded, null);
        discarded++;
        oldest++;
        if (discarded > frames.size() / 2) {
            frames.subList(0, discarded).clear();
            discarded = 0;
        }
    }

    private static long size(@Nullable SseEvent frame) {
        return frame == null ? 0 : frame.data().length + FRAME_BYTES;
    }
}
