package io.agencyswarm.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How many connections there may be, how large requests may be, and how long they may take to arrive. */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RequestConfig {

    /**
     * The largest body of a request, in bytes; a larger one gets 413. A body with so many values that they take more than
     * fifteen times its bytes in memory counts as a larger one. By default
     * {@code quarkus.http.limits.max-body-size} where that is set, else the smaller of 10 MiB and a thirtieth of the
     * heap. Quarkus's limit applies besides. Bodies of {@code cancel_response_stream} and {@code get_logs} have 64 KiB
     * at most.
     */
    Optional<@Min(1) Long> bodyBytes();

    /**
     * The longest pause in a body that arrives. After it the request gets 408 and its connection is closed. Zero disables
     * it.
     */
    @WithDefault("10s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    Duration bodyIdleTimeout();

    /**
     * The longest time that a body may take to arrive. After it the request gets 408 and its connection is closed. Zero
     * disables it.
     */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    Duration bodyTimeout();

    /**
     * The longest time from the first byte of a request's head to its last, and from the beginning of a connection to its
     * first byte. After it the request gets 408 and its
     * connection is closed. Only in a server that is the service's own. Zero disables it.
     */
    @WithDefault("10s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    Duration headTimeout();

    /**
     * Connections at a time, for each port; one more is closed. Only in a server that is the service's own. Zero disables
     * it.
     */
    @WithDefault("12000")
    @Min(0)
    int connections();
}
