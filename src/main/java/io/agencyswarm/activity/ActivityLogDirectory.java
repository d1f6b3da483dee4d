package io.agencyswarm.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.text.LogThrottle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Stores one file of JSON lines for each log id, until it is fetched or deleted to make room for newer logs. Methods
 * block.
 */
@Singleton
public class ActivityLogDirectory {

    private static final Logger LOG = Logger.getLogger(ActivityLogDirectory.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private static final String ENDING = ".jsonl";

    /** Logs grow by this fraction (one in so many) of their total size before the oldest are deleted. */
    private static final int CLEANUP_FRACTION = 16;

    private final ActivityConfig config;
    private final AtomicLong bytesSinceCleanup;
    private final LogThrottle unwritable = new LogThrottle();

    /** A stored file: a log, or the rest of one whose fetch failed. */
    private record LogFile(Path file, FileTime changed, long diskBytes) {}

    @Inject
    ActivityLogDirectory(ActivityConfig config) {
        this.config = config;
        // Makes the first entry check the files of an earlier process.
        this.bytesSinceCleanup = new AtomicLong(config.maxTotalBytes());
    }

    /** Returns whether logging is enabled. */
    public boolean enabled() {
        return config.enabled();
    }

    /**
     * Returns whether an id is a valid log id: a plain file name of letters, digits, {@code .}, {@code _} and {@code
     * -}, at most 128 characters.
     */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * Opens a new log, or an existing one to append to it.
     *
     * @param id must satisfy {@link #isId}
     */
    public ActivityLog open(String id) {
        return new ActivityLog(file(id), config.maxBytes(), this::grew, this::warn);
    }

    private void grew(long bytes) {
        bytesSinceCleanup.addAndGet(bytes);
        if (needsCleanup()) {
            deleteOldest();
        }
    }

    private boolean needsCleanup() {
        return bytesSinceCleanup.get() >= config.maxTotalBytes() / CLEANUP_FRACTION;
    }

    /** Throttled, because a full disk makes each event of each log fail. */
    private void warn(IOException failure) {
        if (unwritable.allows()) {
            LOG.warnf(
                    "Activity logs in %s can't be written: %s. Runs continue without them. Logged at most once a"
                            + " minute.",
                    config.dir(), failure.getMessage());
        }
    }

    /**
     * Deletes the oldest logs, so that the others may grow until the next call. Keeps the newest, which may be larger
     * than all logs may be and still grow. A failure is logged and does not affect the run.
     */
    private synchronized void deleteOldest() {
        if (!needsCleanup()) {
            // Another thread made room while this one waited for the lock.
            return;
        }
        bytesSinceCleanup.set(0);
        // Reserves the growth twice, because the entries that exceed it are written before the next call.
        long remaining = config.maxTotalBytes() - 2 * (config.maxTotalBytes() / CLEANUP_FRACTION);
        try {
            List<LogFile> logs = newestFirst();
            for (LogFile log : logs) {
                remaining -= log.diskBytes();
                if (remaining < 0 && !log.equals(logs.getFirst())) {
                    Files.deleteIfExists(log.file());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("Old activity logs in %s can't be deleted: %s", config.dir(), e.getMessage());
        }
    }

    private List<LogFile> newestFirst() throws IOException {
        List<LogFile> all = new ArrayList<>();
        if (!Files.isDirectory(config.dir())) {
            return all;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(config.dir(), "*" + ENDING + "*")) {
            for (Path file : files) {
                logFile(file).ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(LogFile::changed).reversed());
        return all;
    }

    private static Optional<LogFile> logFile(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(
                            new LogFile(file, attributes.lastModifiedTime(), ActivityLog.diskBytes(attributes.size())))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Returns a log and deletes it. Of several concurrent calls, one gets it.
     *
     * @param id must satisfy {@link #isId}
     * @return the entries, oldest first, or empty if there is no such log
     */
    public Optional<ArrayNode> take(String id) {
        Path taken = config.dir().resolve(id + ENDING + ".taken-" + UUID.randomUUID());
        try {
            Files.move(file(id), taken);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            if (!Files.isRegularFile(taken, LinkOption.NOFOLLOW_LINKS)) {
                // The file is a link that somebody else created. Its target must not be returned.
                return Optional.empty();
            }
            ArrayNode entries = Json.object().arrayNode();
            // A full disk may have cut a line inside a character, which a strict decoder would refuse.
            new String(Files.readAllBytes(taken), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> entry(line).ifPresent(entries::add));
            return Optional.of(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(taken);
        }
    }

    /** Parses a line. A run that still writes, or a full disk, may have left an incomplete line, which is skipped. */
    private static Optional<JsonNode> entry(String line) {
        try {
            return Optional.of(Json.read(line));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private Path file(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("not a log id: " + id);
        }
        return config.dir().resolve(id + ENDING);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
