package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call with its output.
 *
 * @param output the output; null if there is none
 */
record RanCall(
        @Nullable String name, JsonNode arguments, @Nullable String output) {

    /** A call without an output so far, with its position. */
    private record Open(QuirkEntry call, int index) {}

    /** Returns the calls among entries with their outputs. */
    static List<RanCall> pairs(List<QuirkEntry> entries) {
        return pairs(entries, "", new ArrayList<>());
    }

    /**
     * As above, and adds a fault for each call without an output, each output without a call, and each duplicate id.
     */
    static List<RanCall> pairs(List<QuirkEntry> entries, String where, List<QuirkFault> faults) {
        List<Open> open = new ArrayList<>();
        List<RanCall> calls = new ArrayList<>();
        for (QuirkEntry entry : entries) {
            if (entry.is("call")) {
                if (entry.id() != null && open.stream().anyMatch(o -> entry.id().equals(o.call.id()))) {
                    faults.add(QuirkFault.of(where, "an id of its own for each call of a turn", entry.id() + " twice"));
                }
                open.add(new Open(entry, calls.size()));
                calls.add(new RanCall(entry.name(), entry.arguments(), null));
            } else if (entry.is("output")) {
                Open mine = open.stream()
                        .filter(o -> belongs(entry, o.call))
                        .findFirst()
                        .orElse(null);
                if (mine == null) {
                    faults.add(QuirkFault.of(
                            where,
                            "a call for each output",
                            "an output " + entry.id() + " without its call: " + entry.text()));
                    continue;
                }
                open.remove(mine);
                calls.set(mine.index, new RanCall(mine.call.name(), mine.call.arguments(), entry.text()));
            }
        }
        open.forEach(o -> faults.add(
                QuirkFault.of(where, "an output for each call", "none for " + o.call.name() + " " + o.call.id())));
        return calls;
    }

    /** In formats without ids, outputs are in the order of their calls. */
    private static boolean belongs(QuirkEntry output, QuirkEntry call) {
        return output.id() == null
                ? output.name() == null || Objects.equals(output.name(), call.name())
                : output.id().equals(call.id());
    }
}
