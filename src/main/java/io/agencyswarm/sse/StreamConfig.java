package io.agencyswarm.sse;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams to clients. */
@ConfigMapping(prefix = "agency-swarm.stream")
public interface StreamConfig {

    /**
     * Maximum time without a frame in a stream. After this time a comment is sent, so that proxies keep the connection
     * open. A stream that begins without a frame sends its first comment after a second. Zero disables the comments.
     */
    @WithDefault("15s")
    @Range(min = "0s", max = "365d", zeroDisables = true)
    Duration keepAlive();

    /**
     * Maximum time for which a client may read nothing. After this time the run is cancelled. Zero disables the limit.
     */
    @WithDefault("60s")
    @Range(min = "0s", max = "365d", zeroDisables = true)
    Duration stallTimeout();
}
