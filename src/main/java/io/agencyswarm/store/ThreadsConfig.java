package io.agencyswarm.store;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Threads that the service stores. */
@ConfigMapping(prefix = "agency-swarm.threads")
public interface ThreadsConfig {

    /** How long a thread is stored after its last run. Zero disables the deletion. */
    @WithDefault("0s")
    @Range(min = "0s", max = "36500d", zeroDisables = true)
    Duration keep();

    /**
     * Maximum size of the items of one thread, in bytes. A request that would exceed it is answered with 413. The limit
     * can't be disabled.
     */
    @WithDefault("67108864")
    @Range(min = "1024")
    long maxBytes();

    /**
     * Maximum total size of the items and answers of one caller in all threads and runs, in bytes. A request that would
     * exceed it is answered with 429. The limit can't be disabled.
     */
    @WithDefault("1073741824")
    @Range(min = "1024")
    long maxCallerBytes();

    /**
     * Whether every caller may list all threads and runs. If {@code false}, callers with a subject of OpenID Connect
     * may list their own, other callers may list nothing, and in dev mode everyone may list everything.
     */
    @WithDefault("false")
    boolean listAll();
}
