package io.agencyswarm.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Threads that the service keeps. */
@ConfigMapping(prefix = "agency-swarm.threads")
public interface ThreadsConfig {

    /** How long a thread is kept after its last run. Zero, the default, disables the deletion. */
    @WithDefault("0s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    @DurationMax(
            days = 36_500,
            message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    Duration keep();

    /** The most bytes of items that a thread may hold; a request past it gets 413. 64 MiB by default. */
    @WithDefault("67108864")
    @Min(1024)
    long maxBytes();

    /**
     * The most bytes of items and answers that one caller may hold in all threads and runs; a request past it gets 429.
     * 1 GiB by default.
     */
    @WithDefault("1073741824")
    @Min(1024)
    long maxCallerBytes();

    /**
     * Whether every caller may list all threads and runs, for services where all callers may see them. Else only callers
     * with a subject of OpenID Connect may list, and only their own; in dev mode all may.
     */
    @WithDefault("false")
    boolean listAll();
}
