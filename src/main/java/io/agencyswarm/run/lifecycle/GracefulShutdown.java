package io.agencyswarm.run.lifecycle;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.run.call.DirectCalls;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends runs and direct calls when the process shuts down. Quarkus waits {@code quarkus.shutdown.timeout} for open
 * requests. Runs and calls that are still open shortly before that end with an error, so that their clients get the
 * reason and the items that are complete.
 */
@Singleton
public class GracefulShutdown {

    private static final Logger LOG = Logger.getLogger(GracefulShutdown.class);
    private static final Duration MAX_ABORT_TIME = Duration.ofSeconds(5);
    private static final int ABORT_SHARE = 5;
    private static final long ROUND_MILLIS = 100;

    private final ActiveRuns activeRuns;
    private final DirectCalls calls;
    private final Vertx vertx;
    private final Duration timeout;

    private volatile boolean started;
    private volatile long startedAt;
    private volatile @Nullable Long abortTimer;

    @Inject
    GracefulShutdown(
            ActiveRuns activeRuns,
            DirectCalls calls,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> timeout) {
        this.activeRuns = activeRuns;
        this.calls = calls;
        this.vertx = vertx;
        this.timeout = timeout.orElse(Duration.ZERO);
    }

    /** Returns whether no run may start, because the process is shutting down. */
    public boolean refusesRuns() {
        return started;
    }

    /** Called when the process is asked to shut down, before anything is closed. */
    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        startedAt = System.nanoTime();
        started = true;
        int open = activeRuns.all().size() + calls.open();
        if (open > 0) {
            LOG.infof(
                    "Shutting down: %d runs and tool calls have %d s left to end; new ones are refused.",
                    open, timeBeforeAborts().toSeconds());
        }
        scheduleAborts();
    }

    /**
     * Waits for the remaining runs and calls. Called when no request is open or the timeout has passed, and before the
     * store and the connections to models are closed.
     */
    void finish(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        Duration remaining = remaining();
        started = true;
        try {
            await(remaining);
            abortAll();
            await(MAX_ABORT_TIME);
        } finally {
            @Nullable Long timer = abortTimer;
            if (timer != null) {
                vertx.cancelTimer(timer);
            }
            // A run that was admitted earlier may have started since.
            abortAll();
        }
    }

    /** Waits for the runs and calls that are open now. What has not ended in time is aborted, or has been already. */
    private void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (ActiveRun run : activeRuns.all()) {
            var _ = run.awaitEnd(until(deadline));
        }
        calls.awaitEnd(until(deadline));
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private void abortAll() {
        activeRuns.all().forEach(run -> run.abort(shuttingDown("run")));
        calls.abort(shuttingDown("call"));
    }

    private static AgencyException shuttingDown(String what) {
        return new AgencyException(
                ErrorCode.SHUTTING_DOWN,
                "The service is shutting down, and the " + what
                        + " did not end in time (quarkus.shutdown.timeout). Retry the request.");
    }

    private void scheduleAborts() {
        // Periodically, because a request that was admitted earlier may start its run late.
        abortTimer = vertx.setPeriodic(Math.max(1, timeBeforeAborts().toMillis()), ROUND_MILLIS, _ -> abortAll());
    }

    /** Returns the time until the aborts; zero if the process is stopped without the delay phase. */
    private Duration remaining() {
        return started ? until(startedAt + timeBeforeAborts().toNanos()) : Duration.ZERO;
    }

    private Duration timeBeforeAborts() {
        Duration abortTime = timeout.dividedBy(ABORT_SHARE);
        return timeout.minus(abortTime.compareTo(MAX_ABORT_TIME) > 0 ? MAX_ABORT_TIME : abortTime);
    }
}
