package io.agencyswarm.model.openai;

import io.agencyswarm.item.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives each call of a request an id that the API takes and that no other call has, and its output the same. An id depends
 * on what stands before it alone, so that a longer conversation begins with the same text, which the provider has cached.
 */
final class CallNames {

    private static final int LONGEST = 64;

    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Map<String, Deque<String>> waiting = new HashMap<>();

    /** The id for a call. */
    String of(Item.FunctionCall call) {
        String id = call.callId();
        String name = id.length() > LONGEST ? shortened(id, "-" + Integer.toHexString(id.hashCode())) : id;
        String base = name;
        while (!used.add(name)) {
            name = shortened(base, "-" + repeats.merge(base, 1, Integer::sum));
        }
        waiting.computeIfAbsent(id, none -> new ArrayDeque<>()).add(name);
        return name;
    }

    /** The id for an output: that of the first call of its id that has none yet. */
    String of(Item.FunctionCallOutput output) {
        Deque<String> names = waiting.get(output.callId());
        return Objects.requireNonNullElse(names == null ? null : names.poll(), output.callId());
    }

    private static String shortened(String id, String end) {
        return id.substring(0, Math.min(id.length(), LONGEST - end.length())) + end;
    }
}
