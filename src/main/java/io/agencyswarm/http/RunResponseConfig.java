package io.agencyswarm.http;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Answers to requests for runs. */
@ConfigMapping(prefix = "agency-swarm")
public interface RunResponseConfig {

    /** Whether clients see the agents' instructions and tools in the model's own events. */
    @WithDefault("false")
    boolean showPrompts();

    /** Maximum time for which a cancel waits until its run has stopped. Zero disables the wait. */
    @WithDefault("60s")
    @Range(min = "0s", max = "1d", zeroDisables = true)
    Duration cancelTimeout();
}
