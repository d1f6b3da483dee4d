package io.agencyswarm.run.turn;

import io.agencyswarm.item.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes the call ids of one turn unique. Some models use an id for several calls; each repeated call gets a number
 * appended to its id, so that every call and its output can be told apart. Not thread-safe.
 */
public final class CallIds {

    /** The longest id that every provider accepts; the limit is that of OpenAI's API. */
    private static final int MAX_CHARACTERS = 64;

    private static final Pattern REFUSED = Pattern.compile("[^A-Za-z0-9_-]");

    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();

    /** Returns the item itself, or a copy of the call with another id if its own is used already. */
    public Item unique(Item item) {
        if (!(item instanceof Item.FunctionCall call) || used.add(call.callId())) {
            return item;
        }
        String id;
        do {
            id = numbered(call.callId(), repeats.merge(call.callId(), 1, Integer::sum));
        } while (!used.add(id));
        return call.withCallId(id);
    }

    private static String numbered(String id, int number) {
        String suffix = "-" + number;
        String base = id.substring(0, Math.min(id.length(), MAX_CHARACTERS - suffix.length()));
        return REFUSED.matcher(base).replaceAll("_") + suffix;
    }
}
