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
 * The frames that all runs keep, within {@code agency-swarm.runs.all-replay-bytes}, and the logs of runs that are over
 * for as long as they can be read again. Where there is no room, the runs that ended first are forgotten. Safe for
 * several threads.
 */
@Singleton
public class ReplayMemory {

    private static final int SHARE_OF_THE_HEAP = 8;

    private static final long MOMENT_MILLIS = 1_000;

    /** What the log of a run takes beside its frames. */
    private static final long LOG_BYTES = 1_024;

    private final ReplayConfig config;
    private final Vertx vertx;
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    // Guarded by this; in the order in which the runs ended.
    private final SequencedMap<String, EndedLog> ended = new LinkedHashMap<>();

    /** The log of a run that is over, and what the run belongs to. */
    private record EndedLog(ReplayLog log, @Nullable Object group) {}

    @Inject
    ReplayMemory(ReplayConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.most = config.allReplayBytes().orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
    }

    /** A log whose frames are kept here. */
    public EventLog open() {
        return new ReplayLog(this);
    }

    /** The most bytes of frames of one run. */
    long mostOfOne() {
        return config.replayBytes();
    }

    /** A log holds more than before; logs of runs that are over make room for it. */
    void take(long more) {
        bytes.addAndGet(more);
        while (isFull()) {
            Map.Entry<String, EndedLog> first;
            synchronized (this) {
                first = ended.pollFirstEntry();
            }
            if (first == null) {
                return;
            }
            bytes.addAndGet(-LOG_BYTES);
            first.getValue().log().forget();
        }
    }

    /** A log holds less than before. */
    void free(long less) {
        bytes.addAndGet(-less);
    }

    boolean isFull() {
        return bytes.get() > most;
    }

    /**
     * A run is over: its log can be read again for a while, if its frames were kept.
     *
     * @param group what the run belongs to, so that its log can be forgotten with others; null for nothing
     */
    public void keep(String runId, @Nullable Object group, EventLog log) {
        if (log instanceof ReplayLog kept) {
            keep(runId, new EndedLog(kept, group));
        }
    }

    private void keep(String runId, EndedLog run) {
        if (config.replayTime().isZero()) {
            // Whoever reads it still gets the end, and who has begun a run that was over at once has a moment to begin.
            vertx.setTimer(MOMENT_MILLIS, late -> run.log().letGo());
            return;
        }
        synchronized (this) {
            ended.put(runId, run);
        }
        take(LOG_BYTES);
        vertx.setTimer(Math.max(1, config.replayTime().toMillis()), late -> forget(runId));
    }

    /** The log of a run that is over; empty once it is not kept any more. */
    public synchronized Optional<EventLog> find(String runId) {
        return Optional.ofNullable(ended.get(runId)).map(EndedLog::log);
    }

    /** Discards the log of a run that is over, if there is one. */
    public void forget(String runId) {
        @Nullable EndedLog run;
        synchronized (this) {
            run = ended.remove(runId);
        }
        if (run != null) {
            bytes.addAndGet(-LOG_BYTES);
            run.log().forget();
        }
    }

    /** Discards the logs of the runs of a group that are over. */
    public void forgetAll(Object group) {
        List<String> runs;
        synchronized (this) {
            runs = ended.entrySet().stream()
                    .filter(run -> group.equals(run.getValue().group()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        runs.forEach(this::forget);
    }

    /** The bytes that are kept now. */
    public long bytes() {
        return bytes.get();
    }
}
