package io.agencyswarm.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Threads that the service stores. */
@ConfigMapping(prefix = "agency-swarm.threads")
public interface ThreadsConfig {

    /** How long a thread is stored after its last run. Zero disables the deletion. */
    @WithDefault("0s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    @DurationMax(
            days = 36_500,
            message = "must be between 0s, which disables it, and 36500 days, but is ${validatedValue}")
    Duration keep();

    /**
     * Maximum size of the items of one thread, in bytes. A request that would exceed it is answered with 413. The limit
     * can't be disabled.
     */
    @WithDefault("67108864")
    @Min(1024)
    long maxBytes();

    /**
     * Maximum total size of the items and answers of one caller in all threads and runs, in bytes. A request that would
     * exceed it is answered with 429. The limit can't be disabled.
     */
    @WithDefault("1073741824")
    @Min(1024)
    long maxCallerBytes();

    /**
     * Whether every caller may list all threads and runs. If {@code false}, callers with a subject of OpenID Connect
     * may list their own, other callers may list nothing, and in dev mode everyone may list everything.
     */
    @WithDefault("false")
    boolean listAll();
}
