package io.agencyswarm.eventlog;

import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The stored frames of all runs, within {@code agency-swarm.runs.all-replay-bytes}, and the logs of ended runs while
 * they can still be read. If the memory is full, the logs of the runs that ended first are discarded. Thread-safe.
 */
@Singleton
public class ReplayMemory {

    private static final int HEAP_SHARE = 8;

    private static final long GRACE_MILLIS = 1_000;

    /** The memory of a log beside its frames. */
    private static final long LOG_BYTES = 1_024;

    private final ReplayConfig config;
    private final Vertx vertx;
    private final long max;
    private final AtomicLong bytes = new AtomicLong();

    // Guarded by this; in the order in which the runs ended.
    private final SequencedMap<String, EndedLog> ended = new LinkedHashMap<>();

    /** The log of an ended run, and the group that the run belongs to. */
    private record EndedLog(ReplayLog log, @Nullable Object group) {}

    @Inject
    ReplayMemory(ReplayConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.max = config.allReplayBytes().orElse(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** Creates a log whose frames are stored here. */
    public EventLog open() {
        return new ReplayLog(this);
    }

    /** Returns the maximum size of one run's frames, in bytes. */
    long maxBytesPerLog() {
        return config.replayBytes();
    }

    /** Adds to the memory in use. Discards logs of ended runs while the limit is exceeded. */
    void reserve(long count) {
        bytes.addAndGet(count);
        while (isFull()) {
            Map.Entry<String, EndedLog> first;
            synchronized (this) {
                first = ended.pollFirstEntry();
            }
            if (first == null) {
                return;
            }
            bytes.addAndGet(-LOG_BYTES);
            first.getValue().log().evict();
        }
    }

    /** Subtracts from the memory in use. */
    void free(long count) {
        bytes.addAndGet(-count);
    }

    boolean isFull() {
        return bytes.get() > max;
    }

    /**
     * Retains the log of an ended run for {@code agency-swarm.runs.replay-time}, if its frames were stored.
     *
     * @param group the group whose logs can be discarded together with this one; null for none
     */
    public void retain(String runId, @Nullable Object group, EventLog log) {
        if (log instanceof ReplayLog replayable) {
            retain(runId, new EndedLog(replayable, group));
        }
    }

    private void retain(String runId, EndedLog run) {
        if (config.replayTime().isZero()) {
            // Current readers still get the end, and the client of a run that ended at once has a second to start
            // reading.
            vertx.setTimer(GRACE_MILLIS, _ -> run.log().release());
            return;
        }
        synchronized (this) {
            ended.put(runId, run);
        }
        reserve(LOG_BYTES);
        vertx.setTimer(Math.max(1, config.replayTime().toMillis()), _ -> evict(runId));
    }

    /** Returns the log of an ended run; empty once it is no longer retained. */
    public synchronized Optional<EventLog> find(String runId) {
        return Optional.ofNullable(ended.get(runId)).map(EndedLog::log);
    }

    /** Discards the log of an ended run, if it is retained. */
    public void evict(String runId) {
        @Nullable EndedLog run;
        synchronized (this) {
            run = ended.remove(runId);
        }
        if (run != null) {
            bytes.addAndGet(-LOG_BYTES);
            run.log().evict();
        }
    }

    /** Discards the logs of a group's ended runs. */
    public void evictAll(Object group) {
        List<String> runs;
        synchronized (this) {
            runs = ended.entrySet().stream()
                    .filter(run -> group.equals(run.getValue().group()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        runs.forEach(this::evict);
    }

    /** Returns the memory in use, in bytes. */
    public long bytes() {
        return bytes.get();
    }
}
