package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares calls, in any order. */
final class CallMatcher {

    private CallMatcher() {}

    /** Adds one fault where not exactly these calls were made. */
    static void compare(String where, JsonNode wanted, List<RanCall> calls, List<Fault> faults) {
        List<RanCall> left = new ArrayList<>(calls);
        for (JsonNode call : wanted) {
            RanCall found =
                    left.stream().filter(ran -> fits(call, ran)).findFirst().orElse(null);
            if (found == null) {
                faults.add(Fault.of(where, wanted, calls));
                return;
            }
            left.remove(found);
        }
        if (!left.isEmpty()) {
            faults.add(Fault.of(where, wanted, calls));
        }
    }

    private static boolean fits(JsonNode wanted, RanCall ran) {
        return wanted.path("name").asText("").equals(ran.name())
                && (!wanted.has("arguments") || JsonText.same(wanted.get("arguments"), ran.arguments()))
                && (!wanted.has("output") || outputFits(wanted.get("output"), ran.output()));
    }

    private static boolean outputFits(JsonNode wanted, @Nullable String output) {
        if (output == null) {
            return wanted.isNull();
        }
        if (!wanted.isObject()) {
            return wanted.isTextual() && wanted.textValue().equals(output);
        }
        return Comparer.strings(wanted.path("contains")).allMatch(output::contains)
                && (!wanted.has("names") || Comparer.names(wanted.get("names"), output));
    }
}
