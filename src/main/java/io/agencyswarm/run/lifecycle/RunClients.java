package io.agencyswarm.run.lifecycle;

import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.run.RunRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The clients that wait for a run, and what happens to the run when the last one leaves. Thread-safe. */
final class RunClients {

    private final RunRequest.StorageOptions storage;
    private final EventLog log;
    private final Duration rejoinTime;
    private final Runnable cancelRun;

    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger leaves = new AtomicInteger();

    /**
     * Creates the clients of a run, none yet.
     *
     * @param rejoinTime how long a run whose frames are stored continues without a client
     * @param cancelRun cancels the run at once; must not block
     */
    RunClients(RunRequest.StorageOptions storage, EventLog log, Duration rejoinTime, Runnable cancelRun) {
        this.storage = storage;
        this.log = log;
        this.rejoinTime = rejoinTime;
        this.cancelRun = cancelRun;
    }

    /** Adds a client. */
    void join() {
        present.incrementAndGet();
    }

    /** Removes a client. */
    void leave() {
        if (present.decrementAndGet() > 0 || storage.background()) {
            return;
        }
        if (!storage.storesFrames()) {
            log.abandon();
            return;
        }
        int leave = leaves.incrementAndGet();
        CompletableFuture.delayedExecutor(rejoinTime.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (present.get() == 0 && leaves.get() == leave) {
                        cancelRun.run();
                    }
                });
    }
}
