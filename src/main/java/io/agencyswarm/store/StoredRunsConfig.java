package io.agencyswarm.store;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Runs that outlive their connection. */
@ConfigMapping(prefix = "agency-swarm.runs")
public interface StoredRunsConfig {

    /**
     * How long a run with an {@code Idempotency-Key} that is not in the background continues after its client has
     * disconnected. Zero disables that: the run is cancelled at once.
     */
    @WithDefault("60s")
    @Range(min = "0s", max = "365d", zeroDisables = true)
    Duration rejoinTime();

    /**
     * Maximum number of clients that read the stream of a stored run or wait for its end. A further client is answered
     * with 429. The limit can't be disabled.
     */
    @WithDefault("10000")
    @Range(min = "1")
    int readers();

    /** How long a run is stored after its end. Zero disables the deletion. */
    @WithDefault("7d")
    @Range(min = "0s", max = "36500d", zeroDisables = true)
    Duration keep();

    /**
     * Maximum number of runs that wait for one thread. A further request is answered with 409. Zero disables waiting.
     */
    @WithDefault("8")
    @Range(min = "0", zeroDisables = true)
    int queue();

    /**
     * The duration of a process's lease of its runs. The process renews it three times in that duration. The limit
     * can't be disabled.
     */
    @WithDefault("30s")
    @Range(min = "1s", max = "1d")
    Duration lease();
}
