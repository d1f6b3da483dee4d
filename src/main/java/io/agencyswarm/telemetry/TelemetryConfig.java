package io.agencyswarm.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What operators see of runs. */
@ConfigMapping(prefix = "agency-swarm.telemetry")
public interface TelemetryConfig {

    /** Whether a line is logged when a run has ended, under {@code io.agencyswarm.runs}. */
    @WithDefault("true")
    boolean runLog();

    /**
     * Whether traces hold the content of conversations: messages, arguments, outputs and the texts of errors. Everyone
     * who can read the traces can then read all of that.
     */
    @WithDefault("false")
    boolean content();
}
