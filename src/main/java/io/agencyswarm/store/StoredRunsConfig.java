package io.agencyswarm.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Runs that outlive their connection. */
@ConfigMapping(prefix = "agency-swarm.runs")
public interface StoredRunsConfig {

    /**
     * How long a run with an {@code Idempotency-Key} that is not in the background continues after its client has
     * disconnected. Zero disables that: the run is cancelled at once.
     */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration rejoinTime();

    /**
     * Maximum number of clients that read the stream of a stored run or wait for its end. A further client is answered
     * with 429. The limit can't be disabled.
     */
    @WithDefault("10000")
    @Min(1)
    int readers();

    /** How long a run is stored after its end. Zero disables the deletion. */
    @WithDefault("7d")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    @DurationMax(
            days = 36_500,
            message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    Duration keep();

    /**
     * Maximum number of runs that wait for one thread. A further request is answered with 409. Zero disables waiting.
     */
    @WithDefault("8")
    @Min(0)
    int queue();

    /**
     * The duration of a process's lease of its runs. The process renews it three times in that duration. The limit
     * can't be disabled.
     */
    @WithDefault("30s")
    @DurationMin(seconds = 1, message = "must be between 1s and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1s and 1 day, but is ${validatedValue}")
    Duration lease();
}
