package io.agencyswarm.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.error.LogThrottle;
import io.agencyswarm.item.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Keeps one file of JSON lines for each log id, until it is fetched, or the newer ones need its room. Methods block.
 */
@Singleton
public class ActivityLogDirectory {

    private static final Logger LOG = Logger.getLogger(ActivityLogDirectory.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private static final String ENDING = ".jsonl";

    /** The share of all room in which logs may grow before the oldest are looked for again. */
    private static final int SHARE = 16;

    private final ActivityConfig config;
    private final AtomicLong grown;
    private final LogThrottle unwritable = new LogThrottle();

    /** A file that holds a log, or what is left of one. */
    private record Kept(Path file, FileTime changed, long room) {}

    @Inject
    ActivityLogDirectory(ActivityConfig config) {
        this.config = config;
        // What an earlier process left is looked at with the first log.
        this.grown = new AtomicLong(config.maxTotalBytes());
    }

    /** Whether logs are kept at all. */
    public boolean enabled() {
        return config.enabled();
    }

    /**
     * Whether an id can name a log: a plain file name of letters, digits, {@code .}, {@code _} and {@code -}, 128 at
     * most.
     */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * Begins a log, or goes on with it.
     *
     * @param id must fit {@link #isId}
     */
    public ActivityLog open(String id) {
        if (grown.get() >= config.maxTotalBytes() / SHARE) {
            makeRoom();
        }
        return new ActivityLog(file(id), config.maxBytes(), grown::addAndGet, this::warn);
    }

    /** A full disk fails each event of each log. */
    private void warn(IOException failure) {
        if (unwritable.allows()) {
            LOG.warnf(
                    "Activity logs in %s can't be written: %s. Runs go on without them. Said once a minute at most.",
                    config.dir(), failure.getMessage());
        }
    }

    /** Deletes the oldest logs, until the others may grow until this is called again. What fails costs room, not a run. */
    private synchronized void makeRoom() {
        if (grown.get() < config.maxTotalBytes() / SHARE) {
            // Another thread has, while this one waited.
            return;
        }
        grown.set(0);
        // Twice, because what is written last may be more than was left.
        long left = config.maxTotalBytes() - 2 * (config.maxTotalBytes() / SHARE);
        try {
            for (Kept kept : newestFirst()) {
                left -= kept.room();
                if (left < 0) {
                    Files.deleteIfExists(kept.file());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("Old activity logs in %s can't be tidied up: %s", config.dir(), e.getMessage());
        }
    }

    private List<Kept> newestFirst() throws IOException {
        List<Kept> all = new ArrayList<>();
        if (!Files.isDirectory(config.dir())) {
            return all;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(config.dir(), "*" + ENDING + "*")) {
            for (Path file : files) {
                kept(file).ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(Kept::changed).reversed());
        return all;
    }

    private static Optional<Kept> kept(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile()
                    ? Optional.of(new Kept(file, found.lastModifiedTime(), ActivityLog.room(found.size())))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Hands a log over and deletes it; of several callers at a time one gets it.
     *
     * @param id must fit {@link #isId}
     * @return the entries, oldest first; empty where there is no such log
     */
    public Optional<ArrayNode> take(String id) {
        Path mine = config.dir().resolve(id + ENDING + ".taken-" + UUID.randomUUID());
        try {
            Files.move(file(id), mine);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            if (!Files.isRegularFile(mine, LinkOption.NOFOLLOW_LINKS)) {
                // A link that somebody put there: what it leads to is not ours to tell.
                return Optional.empty();
            }
            ArrayNode entries = Json.object().arrayNode();
            for (String line : Files.readAllLines(mine)) {
                entry(line).ifPresent(entries::add);
            }
            return Optional.of(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(mine);
        }
    }

    /** A run that still writes may have left half a line; the rest is worth having all the same. */
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
