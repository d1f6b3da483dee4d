package io.agencyswarm.sse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Streams to clients. */
@ConfigMapping(prefix = "agency-swarm.stream")
public interface StreamConfig {

    /**
     * Maximum time without a frame in a stream. Then a comment is sent, so that proxies keep the connection open. A
     * stream that begins without a frame sends its first comment after a second. Zero disables the comments.
     */
    @WithDefault("15s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration keepAlive();

    /** Maximum time for which a client may read nothing. Then the run is cancelled. Zero disables the limit. */
    @WithDefault("60s")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration stallTimeout();
}
