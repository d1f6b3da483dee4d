package io.agencyswarm.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What operators see of runs. */
@ConfigMapping(prefix = "agency-swarm.telemetry")
public interface TelemetryConfig {

    /** Whether a line is logged when a run is over, under {@code io.agencyswarm.runs}. */
    @WithDefault("true")
    boolean runLog();

    /**
     * Whether traces hold what people, models and tools said: messages, arguments, outputs and the texts of errors.
     * Whoever may read the traces may read all that then.
     */
    @WithDefault("false")
    boolean content();
}
