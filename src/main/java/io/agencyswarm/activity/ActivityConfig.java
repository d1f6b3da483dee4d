package io.agencyswarm.activity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;

/** Logs of single requests. */
@ConfigMapping(prefix = "agency-swarm.logging")
public interface ActivityConfig {

    /** Whether requests with the header {@code x-agency-log-id} are logged, and {@code /get_logs} is served. */
    @WithDefault("false")
    boolean enabled();

    /** The directory of the log files. It is made when the first log is written. */
    @WithDefault("activity-logs")
    Path dir();

    /** The largest log of one request, in bytes. Entries past it are left out. The limit can't be disabled. */
    @WithDefault("10485760")
    @Min(1024)
    long maxBytes();

    /**
     * The most bytes of all logs together. Past it the oldest logs are deleted, whether they were fetched or not. The
     * limit can't be disabled.
     */
    @WithDefault("268435456")
    @Min(1024)
    long maxTotalBytes();
}
