package io.agencyswarm.http.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of connections and requests. */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RequestConfig {

    /**
     * The largest body of a request, in bytes. A larger one gets 413. So does a body with so many small values that it
     * takes more than fifteen times its bytes in memory. By default {@code quarkus.http.limits.max-body-size} where
     * that is set, or else the smaller of 10 MiB and a thirtieth of the heap. Quarkus's own limit applies too. Bodies
     * of {@code cancel_response_stream} and {@code get_logs} may have at most 64 KiB. The limit can't be disabled.
     */
    Optional<@Min(1) Long> bodyBytes();

    /**
     * The longest pause while a body arrives. After it the request gets 408, and its connection is closed. Zero
     * disables the limit.
     */
    @WithDefault("10s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    Duration bodyIdleTimeout();

    /**
     * The longest time in which a body must arrive. After it the request gets 408, and its connection is closed. Zero
     * disables the limit.
     */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    Duration bodyTimeout();

    /**
     * The longest time in which the head of a request must arrive, and in which a new connection must send its first
     * byte. After it the request gets 408, and its connection is closed. It applies only where {@code
     * agency-swarm.whole-server} is {@code true}. Zero disables the limit.
     */
    @WithDefault("10s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s, which disables it, and 1 day, but is ${validatedValue}")
    Duration headTimeout();

    /**
     * The most connections at a time, for each port. Further ones are closed at once. It applies only where {@code
     * agency-swarm.whole-server} is {@code true}. Zero disables the limit.
     */
    @WithDefault("12000")
    @Min(0)
    int connections();
}
