package io.agencyswarm.model.openai;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Matches the elements of two lists. */
final class Pairing {

    private Pairing() {}

    /**
     * Pairs the elements of {@code expected} with those of {@code present}: by the first key, the remaining ones by the
     * next key, and so on. Each element is in at most one pair. Elements with equal keys are paired in order.
     *
     * @param keys the most reliable first; a null key matches nothing
     * @return for each expected element the index of its match in {@code present}, or -1
     */
    static <T> int[] of(List<T> expected, List<T> present, List<Function<T, @Nullable Object>> keys) {
        int[] matches = new int[expected.size()];
        Arrays.fill(matches, -1);
        boolean[] used = new boolean[present.size()];
        for (Function<T, @Nullable Object> key : keys) {
            Map<Object, Deque<Integer>> unusedByKey = new HashMap<>();
            for (int i = 0; i < used.length; i++) {
                Object value = used[i] ? null : key.apply(present.get(i));
                if (value != null) {
                    unusedByKey.computeIfAbsent(value, _ -> new ArrayDeque<>()).add(i);
                }
            }
            for (int i = 0; i < matches.length && !unusedByKey.isEmpty(); i++) {
                Object value = matches[i] < 0 ? key.apply(expected.get(i)) : null;
                Integer index = value == null
                        ? null
                        : unusedByKey.getOrDefault(value, new ArrayDeque<>()).poll();
                if (index != null) {
                    matches[i] = index;
                    used[index] = true;
                }
            }
        }
        return matches;
    }
}
