package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The end of the process, as its runs see it. Quarkus waits {@code quarkus.shutdown.timeout} for open requests; runs
 * that are still open shortly before that are ended with an error, so that their clients learn why, and get what was
 * whole.
 */
@Singleton
public class Draining {

    private static final Logger LOG = Logger.getLogger(Draining.class);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);
    private static final int FAREWELL_SHARE = 5;
    private static final long ROUND_MILLIS = 100;

    private final ActiveRuns active;
    private final Vertx vertx;
    private final Duration timeout;

    private volatile boolean begun;

    @Inject
    Draining(
            ActiveRuns active,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> timeout) {
        this.active = active;
        this.vertx = vertx;
        this.timeout = timeout.orElse(Duration.ZERO);
    }

    /** Whether the process is to end: no run may begin any more. */
    public boolean begun() {
        return begun;
    }

    /** Called when the process has been told to end, before anything is taken down. */
    void begin(@Observes ShutdownDelayInitiatedEvent told) {
        begun = true;
        int open = active.all().size();
        if (open > 0) {
            LOG.infof(
                    "Shutting down: the %d runs that are open have %d s left; new ones are refused.",
                    open, timeLeft().toSeconds());
        }
        endTheRest();
    }

    private void endTheRest() {
        AgencyException why = new AgencyException(
                ErrorCode.SHUTTING_DOWN,
                "The service is shutting down, and the run was not over when its time was (quarkus.shutdown.timeout)."
                        + " Ask again; what was whole is in this answer's messages.");
        // Again and again, because a request that was let in before may begin its run late.
        vertx.setPeriodic(
                Math.max(1, timeLeft().toMillis()),
                ROUND_MILLIS,
                round -> active.all().forEach(run -> run.abort(why)));
    }

    private Duration timeLeft() {
        Duration farewell = timeout.dividedBy(FAREWELL_SHARE);
        return timeout.minus(farewell.compareTo(LONGEST_FAREWELL) > 0 ? LONGEST_FAREWELL : farewell);
    }
}
