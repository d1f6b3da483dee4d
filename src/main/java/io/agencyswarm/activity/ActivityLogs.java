package io.agencyswarm.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.item.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Keeps one file of JSON lines for each log id, until it is fetched. Methods block. */
@Singleton
public class ActivityLogs {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final ActivityConfig config;

    @Inject
    ActivityLogs(ActivityConfig config) {
        this.config = config;
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
        return new ActivityLog(file(id), config.maxBytes());
    }

    /**
     * Hands a log over and deletes it; of several callers at a time one gets it.
     *
     * @param id must fit {@link #isId}
     * @return the entries, oldest first; empty where there is no such log
     */
    public Optional<ArrayNode> take(String id) {
        Path mine = config.dir().resolve(id + ".taken-" + UUID.randomUUID());
        try {
            Files.move(file(id), mine);
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        try {
            ArrayNode entries = Json.object().arrayNode();
            for (String line : Files.readAllLines(mine)) {
                entry(line).ifPresent(entries::add);
            }
            return Optional.of(entries);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } finally {
            delete(mine);
        }
    }

    /** A run that still writes may have left half a line; the rest is worth having all the same. */
    private static Optional<JsonNode> entry(String line) {
        try {
            return Optional.of(Json.read(line));
        } catch (JsonProcessingException torn) {
            return Optional.empty();
        }
    }

    private Path file(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("not a log id: " + id);
        }
        return config.dir().resolve(id + ".jsonl");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
