package io.agencyswarm.file;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Attached files: where they may come from, and how large they may be. */
@ConfigMapping(prefix = "agency-swarm.files")
public interface FileConfig {

    /**
     * The directories of this machine whose files clients may attach by path. By default there are none. Directories
     * that do not exist are skipped.
     */
    Optional<List<Path>> allowedLocalDirs();

    /**
     * The hosts that files may be fetched from: exact names and addresses, each with {@code :port} or for all ports.
     * Three words have a meaning: {@code public} stands for all hosts with public addresses, {@code any} for all hosts,
     * and {@code none}, which must be the only entry, for no host. By default {@code public}. If the value is empty,
     * startup fails.
     */
    Optional<List<String>> allowedHosts();

    /** Maximum size of a file, in bytes. The limit can't be disabled. */
    @WithDefault("67108864")
    @Range(min = "1")
    long maxBytes();

    /**
     * Maximum total size of the files of all messages that are fetched or uploaded at the same time, in bytes. A file
     * that would exceed it is rejected. The disk must have room for as much. The limit can't be disabled.
     */
    @WithDefault("2147483648")
    @Range(min = "1")
    long maxTotalBytes();

    /** Maximum number of files in one message. Zero disables attachments by address or path. */
    @WithDefault("20")
    @Range(min = "0", zeroDisables = true)
    int maxFiles();

    /** Timeout for connecting to a host, including the TLS handshake. The limit can't be disabled. */
    @WithDefault("10s")
    @Range(min = "1ms", max = "1d")
    Duration connectTimeout();

    /**
     * Timeout for a host that sends nothing, before the first byte and between two bytes. The limit can't be disabled.
     */
    @WithDefault("15s")
    @Range(min = "1ms", max = "1d")
    Duration readTimeout();

    /** Maximum duration of fetching all files of one message. The limit can't be disabled. */
    @WithDefault("60s")
    @Range(min = "1ms", max = "1d")
    Duration totalTimeout();

    /**
     * An existing directory for files between download and upload. It needs room for {@link #maxTotalBytes}. By default
     * the system's directory for temporary files. If its file system is in memory, the files are in memory too.
     */
    Optional<Path> tempDir();
}
