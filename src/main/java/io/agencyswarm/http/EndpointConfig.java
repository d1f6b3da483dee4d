package io.agencyswarm.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Answers to requests for runs. */
@ConfigMapping(prefix = "agency-swarm")
public interface EndpointConfig {

    /** Whether clients see the agents' instructions and tools in the model's own events. */
    @WithDefault("false")
    boolean showPrompts();

    /** Maximum time for which a cancel waits until its run has stopped. Zero disables the wait. */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s and 1 day, but is ${validatedValue}")
    Duration cancelTimeout();
}
