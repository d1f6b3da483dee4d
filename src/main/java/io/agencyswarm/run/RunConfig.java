package io.agencyswarm.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How far a run may go. A run that reaches a limit ends with a sentence that names it. */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RunConfig {

    /** Levels of delegation beneath the agent that the user talks to; 0 turns delegation off. */
    @WithDefault("8")
    @Min(0)
    int delegationDepth();

    /** Model requests of one run, delegated ones included. */
    @WithDefault("100")
    @Min(1)
    int modelRequests();
}
