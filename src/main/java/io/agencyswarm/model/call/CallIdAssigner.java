package io.agencyswarm.model.call;

import io.agencyswarm.item.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Assigns ids to the calls of one conversation, in order, and to their outputs. Histories contain ids that a provider
 * does not accept and repeated ids; such a call gets a new id. The new id depends only on the old one and on the
 * earlier calls with the same id, so that a longer conversation begins with the same text, which the provider has
 * cached. For one thread.
 */
public final class CallIdAssigner {

    private final CallIdRule rule;
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Map<String, Deque<String>> idsWithoutOutput = new HashMap<>();

    /** Creates the ids of a conversation, before its first call. */
    public CallIdAssigner(CallIdRule rule) {
        this.rule = rule;
    }

    /** Returns the id for the next call, which differs from those of all calls before. */
    public String idFor(Item.FunctionCall call) {
        String original = call.callId();
        String id = rule.accepts(original) ? original : rule.hash(original);
        while (!used.add(id)) {
            id = rule.hash(original + "#" + repeats.merge(original, 1, Integer::sum));
        }
        idsWithoutOutput.computeIfAbsent(original, _ -> new ArrayDeque<>()).add(id);
        return id;
    }

    /** Returns the id for an output: that of the first call with the same original id that has no output yet. */
    public String idFor(Item.FunctionCallOutput output) {
        Deque<String> ids = idsWithoutOutput.get(output.callId());
        return Objects.requireNonNullElse(ids == null ? null : ids.poll(), output.callId());
    }
}
