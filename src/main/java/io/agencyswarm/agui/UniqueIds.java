package io.agencyswarm.agui;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids that occur once in a conversation: clients tell messages by them, but models repeat theirs, and some give none.
 */
final class UniqueIds {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();

    /** Takes an id that is given away already. */
    void reserve(String id) {
        taken.add(id);
    }

    /**
     * Takes the id that is wanted, or one like it where that is taken.
     *
     * @param id may be null or empty
     * @param kind what an id begins with that has to be made up
     */
    String claim(@Nullable String id, String kind) {
        String base = id == null || id.isEmpty() ? kind + "_" + UUID.randomUUID() : id;
        String unique = base;
        while (!taken.add(unique)) {
            unique = base + "-" + repeats.merge(base, 1, Integer::sum);
        }
        return unique;
    }
}
