package io.agencyswarm.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where attached files may come from, and how much of them is taken. */
@ConfigMapping(prefix = "agency-swarm.files")
public interface FileConfig {

    /**
     * Directories of this machine whose files clients may attach by path; none by default. Missing ones are skipped.
     */
    Optional<List<Path>> allowedLocalDirs();

    /**
     * The hosts that files may be fetched from: exactly these names and addresses, each with {@code :port} or for all
     * ports. Three words may be in the list: {@code public}, the default, for all hosts with public addresses; {@code
     * any} for all hosts; and {@code none}, alone, for no host. An empty value is refused at the start.
     */
    Optional<List<String>> allowedHosts();

    /** The largest file, in bytes; 64 MiB by default. It can't be switched off. */
    @WithDefault("67108864")
    @Min(1)
    long maxBytes();

    /**
     * The largest sum of the files that are on their way at a time, of all messages, in bytes; 2 GiB by default. It
     * can't be switched off: past it a file is refused, and the disk must hold as much.
     */
    @WithDefault("2147483648")
    @Min(1)
    long maxTotalBytes();

    /** Files that one message may have; 0 allows none. */
    @WithDefault("20")
    @Min(0)
    int maxFiles();

    /** How long connecting to a host may take, encryption included. It can't be switched off. */
    @WithDefault("10s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration connectTimeout();

    /** The longest silence of a host, before the first byte and between two. It can't be switched off. */
    @WithDefault("15s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration readTimeout();

    /** How long fetching the files of one message may take in all. It can't be switched off. */
    @WithDefault("60s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration totalTimeout();

    /**
     * An existing directory for files on their way, which needs room for {@link #maxTotalBytes}; the system's own by
     * default. On a file system that is memory, files are in memory too.
     */
    Optional<Path> tempDir();
}
