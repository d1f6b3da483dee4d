package io.agencyswarm.store.memory;

import io.agencyswarm.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of each agency, and of each of its callers, ordered by their place. Guarded by the lock of its store.
 *
 * @param <T> a row
 */
final class NewestFirstIndex<T> {

    private final Map<ListScope, NavigableMap<Long, T>> rows = new HashMap<>();

    /** The rows of an agency, or of one of its callers only. */
    private record ListScope(
            String agency, boolean ownOnly, @Nullable String principal) {

        static ListScope of(String agency, boolean ownOnly, @Nullable String principal) {
            return new ListScope(agency, ownOnly, ownOnly ? principal : null);
        }
    }

    /** Adds a row at a place that is greater for newer rows, and unique. */
    void add(String agency, @Nullable String principal, long sequence, T row) {
        for (boolean ownOnly : new boolean[] {false, true}) {
            rows.computeIfAbsent(ListScope.of(agency, ownOnly, principal), _ -> new TreeMap<>())
                    .put(sequence, row);
        }
    }

    /** Removes the row at this place. */
    void remove(String agency, @Nullable String principal, long sequence) {
        for (boolean ownOnly : new boolean[] {false, true}) {
            rows.computeIfPresent(ListScope.of(agency, ownOnly, principal), (_, ordered) -> {
                ordered.remove(sequence);
                return ordered.isEmpty() ? null : ordered;
            });
        }
    }

    /** Returns the newest row of an agency that matches. */
    Optional<T> newest(String agency, Predicate<T> fits) {
        return ordered(agency, false, null).descendingMap().values().stream()
                .filter(fits)
                .findFirst();
    }

    /**
     * Returns a page of the rows that match.
     *
     * @param before the place after which the page begins; null for the first page
     */
    Store.Page<T> page(
            String agency,
            boolean ownOnly,
            @Nullable String principal,
            @Nullable Long before,
            int limit,
            Predicate<T> fits) {
        NavigableMap<Long, T> ordered = ordered(agency, ownOnly, principal);
        NavigableMap<Long, T> older = before == null ? ordered : ordered.headMap(before, false);
        List<T> entries = new ArrayList<>();
        for (T row : older.descendingMap().values()) {
            if (!fits.test(row)) {
                continue;
            }
            if (entries.size() == limit) {
                return new Store.Page<>(entries, true);
            }
            entries.add(row);
        }
        return new Store.Page<>(entries, false);
    }

    private NavigableMap<Long, T> ordered(String agency, boolean ownOnly, @Nullable String principal) {
        return rows.getOrDefault(ListScope.of(agency, ownOnly, principal), new TreeMap<>());
    }
}
