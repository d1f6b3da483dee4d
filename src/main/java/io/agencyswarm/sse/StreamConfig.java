package io.agencyswarm.sse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams to clients. */
@ConfigMapping(prefix = "agency-swarm.stream")
public interface StreamConfig {

    /** The longest silence; past it a comment is sent, so that proxies keep the stream open. 0 turns it off. */
    @WithDefault("15s")
    Duration keepAlive();

    /** How long a client may read nothing before its run is cancelled; 0 lets it. */
    @WithDefault("60s")
    Duration stallTimeout();
}
