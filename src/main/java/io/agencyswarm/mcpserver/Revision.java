package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.json.Json;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocol revisions that the server supports, newest first. */
enum Revision {
    /** The first stateless revision. */
    V2026_07_28("2026-07-28"),
    /** The last revision in which a client begins with {@code initialize}. */
    V2025_11_25("2025-11-25"),
    V2025_06_18("2025-06-18"),
    V2025_03_26("2025-03-26");

    private final String version;

    Revision(String version) {
        this.version = version;
    }

    /** Returns whether there is no handshake: each request names its revision and the client's capabilities. */
    boolean isStateless() {
        return this == V2026_07_28;
    }

    /** Returns the date that identifies the revision in messages. */
    String version() {
        return version;
    }

    /** Returns the revision with this date. */
    static Optional<Revision> of(@Nullable String version) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.version.equals(version))
                .findFirst();
    }

    /**
     * Returns the revision for a client that requests {@code version} in {@code initialize}: the same if it has a
     * handshake, otherwise the newest that has one.
     */
    static Revision negotiate(@Nullable String version) {
        return of(version).filter(revision -> !revision.isStateless()).orElse(V2025_11_25);
    }

    /** Returns the dates of all revisions. */
    static ArrayNode versions() {
        ArrayNode versions = Json.array();
        Arrays.stream(values()).forEach(revision -> versions.add(revision.version));
        return versions;
    }
}
