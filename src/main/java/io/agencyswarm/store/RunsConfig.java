package io.agencyswarm.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Runs that outlive their connection. */
@ConfigMapping(prefix = "agency-swarm.runs")
public interface RunsConfig {

    /**
     * How long a run with an {@code Idempotency-Key} that is not in the background goes on after its client has left;
     * 60 s by default. Zero disables it.
     */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration rejoinTime();

    /** Readers of streams of runs and requests that wait for a run's end, all together; one more gets 429. */
    @WithDefault("10000")
    @Min(1)
    int readers();

    /** How long the rows of runs are kept after their end; 7 days by default. Zero disables their deletion. */
    @WithDefault("7d")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    @DurationMax(
            days = 36_500,
            message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    Duration keep();

    /** Runs that may wait for one thread; one more gets 409. */
    @WithDefault("8")
    @Min(0)
    int queue();

    /** How long a process owns its rows without renewing that; 30 s by default. It renews three times in that time. */
    @WithDefault("30s")
    @DurationMin(seconds = 1, message = "must be between 1s and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1s and 1 day, but is ${validatedValue}")
    Duration lease();
}
