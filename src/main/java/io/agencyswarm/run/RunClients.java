package io.agencyswarm.run;

import io.agencyswarm.eventlog.EventLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The clients that wait for a run, and what happens to the run when the last one leaves. Thread-safe. */
final class RunClients {

    private final RunRequest.Durability durability;
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
    RunClients(RunRequest.Durability durability, EventLog log, Duration rejoinTime, Runnable cancelRun) {
        this.durability = durability;
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
        if (present.decrementAndGet() > 0 || durability.background()) {
            return;
        }
        if (!durability.storesFrames()) {
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
