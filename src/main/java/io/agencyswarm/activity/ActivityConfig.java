package io.agencyswarm.activity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;

/** Logs of single requests. */
@ConfigMapping(prefix = "agency-swarm.logging")
public interface ActivityConfig {

    /** Whether requests with {@code x-agency-log-id} are logged and {@code /get_logs} is served. */
    @WithDefault("false")
    boolean enabled();

    /** The directory of the log files; made at the first one. */
    @WithDefault("activity-logs")
    Path dir();

    /** The largest log of one request, in bytes; what goes beyond is left out. */
    @WithDefault("10485760")
    @Min(1024)
    long maxBytes();

    /** All logs together, in bytes: past it the oldest are deleted, fetched or not. 256 MiB by default. */
    @WithDefault("268435456")
    @Min(1024)
    long maxTotalBytes();
}
