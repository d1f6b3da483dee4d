package io.agencyswarm.activity;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Logs of single requests. */
@ConfigMapping(prefix = "agency-swarm.logging")
public interface ActivityConfig {

    /** Whether requests with the header {@code x-agency-log-id} are logged, and {@code /get_logs} is served. */
    @WithDefault("false")
    boolean enabled();

    /** The directory of the log files. It is created when the first log is written. */
    @WithDefault("activity-logs")
    Path dir();

    /** Maximum size of the log of one request, in bytes. Further entries are discarded. The limit can't be disabled. */
    @WithDefault("10485760")
    @Range(min = "1024")
    long maxBytes();

    /**
     * Maximum total size of all logs, in bytes. If it is exceeded, the oldest logs are deleted, fetched or not. The
     * limit can't be disabled.
     */
    @WithDefault("268435456")
    @Range(min = "1024")
    long maxTotalBytes();
}
