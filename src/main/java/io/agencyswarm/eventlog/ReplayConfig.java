package io.agencyswarm.eventlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Frames that are stored, so that a stream can be read again. */
@ConfigMapping(prefix = "agency-swarm.runs")
public interface ReplayConfig {

    /**
     * How long the frames of a run are stored in memory after its end. If this is zero, they are stored only while a
     * client reads them.
     */
    @WithDefault("10m")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration replayTime();

    /**
     * Maximum size of the stored frames of one run, in bytes. Its oldest frames are discarded first. The limit can't be
     * disabled.
     */
    @WithDefault("16777216")
    @Min(65536)
    long replayBytes();

    /**
     * Maximum total size of the stored frames of all runs, in bytes. The frames of the runs that ended first are
     * discarded first. By default an eighth of the heap. The limit can't be disabled.
     */
    Optional<@Min(1048576) Long> allReplayBytes();
}
