package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.item.Json;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The revisions of the protocol that the server supports, newest first. */
enum Revision {
    /** The first without a handshake: each request names its revision. */
    STATELESS("2026-07-28"),
    /** The last in which a client begins with {@code initialize}. */
    NEWEST_WITH_HANDSHAKE("2025-11-25"),
    OF_JUNE_2025("2025-06-18"),
    OF_MARCH_2025("2025-03-26");

    private final String version;

    Revision(String version) {
        this.version = version;
    }

    /** Its date, by which messages name it. */
    String version() {
        return version;
    }

    /** The revision with this date. */
    static Optional<Revision> of(@Nullable String version) {
        return Arrays.stream(values())
                .filter(known -> known.version.equals(version))
                .findFirst();
    }

    /**
     * The revision for a client that asks for this one in {@code initialize}: the same if it has a handshake, else the
     * newest that has.
     */
    static Revision negotiated(@Nullable String asked) {
        return of(asked).filter(revision -> revision != STATELESS).orElse(NEWEST_WITH_HANDSHAKE);
    }

    /** The dates of all revisions. */
    static ArrayNode versions() {
        ArrayNode versions = Json.array();
        Arrays.stream(values()).forEach(revision -> versions.add(revision.version));
        return versions;
    }
}
