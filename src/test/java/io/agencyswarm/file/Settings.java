package io.agencyswarm.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A configuration without a container, with low limits. */
record Settings(
        Optional<List<Path>> allowedLocalDirs,
        Optional<List<String>> allowedHosts,
        long maxBytes,
        long maxTotalBytes,
        int maxFiles,
        Duration connectTimeout,
        Duration readTimeout,
        Duration totalTimeout,
        Optional<Path> tempDir)
        implements FileConfig {

    static final long MAX_BYTES = 1_048_576;
    private static final long MAX_TOTAL = 100 * MAX_BYTES;
    private static final Duration LONG = Duration.ofSeconds(20);

    static Settings closed() {
        return new Settings(
                Optional.empty(), Optional.empty(), MAX_BYTES, MAX_TOTAL, 20, LONG, LONG, LONG, Optional.empty());
    }

    Settings dirs(Path... dirs) {
        return new Settings(
                Optional.of(List.of(dirs)),
                allowedHosts,
                maxBytes,
                maxTotalBytes,
                maxFiles,
                connectTimeout,
                readTimeout,
                totalTimeout,
                tempDir);
    }

    Settings hosts(String... hosts) {
        return new Settings(
                allowedLocalDirs,
                Optional.of(List.of(hosts)),
                maxBytes,
                maxTotalBytes,
                maxFiles,
                connectTimeout,
                readTimeout,
                totalTimeout,
                tempDir);
    }

    Settings waits(Duration connect, Duration read, Duration total) {
        return new Settings(
                allowedLocalDirs, allowedHosts, maxBytes, maxTotalBytes, maxFiles, connect, read, total, tempDir);
    }

    Settings temp(Path dir) {
        return new Settings(
                allowedLocalDirs,
                allowedHosts,
                maxBytes,
                maxTotalBytes,
                maxFiles,
                connectTimeout,
                readTimeout,
                totalTimeout,
                Optional.of(dir));
    }

    Settings room(long bytes) {
        return new Settings(
                allowedLocalDirs,
                allowedHosts,
                maxBytes,
                bytes,
                maxFiles,
                connectTimeout,
                readTimeout,
                totalTimeout,
                tempDir);
    }
}
