package io.agencyswarm.agui;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids unique within a conversation: clients distinguish messages by them, but models repeat ids, and some give
 * none.
 */
final class UniqueIds {

    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();

    /** Reserves an id that is in use already. */
    void reserve(String id) {
        used.add(id);
    }

    /**
     * Reserves and returns the requested id, or a similar one if it is in use.
     *
     * @param id may be null or empty
     * @param kind the prefix of a generated id
     */
    String claim(@Nullable String id, String kind) {
        String base = id == null || id.isEmpty() ? kind + "_" + UUID.randomUUID() : id;
        String unique = base;
        while (!used.add(unique)) {
            unique = base + "-" + repeats.merge(base, 1, Integer::sum);
        }
        return unique;
    }
}
