package io.agencyswarm.eventlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much is kept of runs that may be read again. */
@ConfigMapping(prefix = "agency-swarm.runs")
public interface ReplayConfig {

    /** How long the frames of a run are kept in memory after its end; 10 minutes by default. Zero disables it. */
    @WithDefault("10m")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration replayTime();

    /** The most bytes of frames that are kept for one run; its oldest frames are discarded first. 16 MiB by default. */
    @WithDefault("16777216")
    @Min(65536)
    long replayBytes();

    /**
     * The most bytes of frames that are kept for all runs together; the frames of the runs that ended first are
     * discarded first. An eighth of the heap by default.
     */
    Optional<@Min(1048576) Long> allReplayBytes();
}
