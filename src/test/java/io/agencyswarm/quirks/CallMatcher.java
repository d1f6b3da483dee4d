package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares calls, in any order. */
final class CallMatcher {

    private CallMatcher() {}

    /** Adds a fault unless exactly these calls were made. */
    static void compare(String where, JsonNode expected, List<RanCall> calls, List<QuirkFault> faults) {
        List<RanCall> left = new ArrayList<>(calls);
        for (JsonNode call : expected) {
            RanCall match =
                    left.stream().filter(ran -> fits(call, ran)).findFirst().orElse(null);
            if (match == null) {
                faults.add(QuirkFault.of(where, expected, calls));
                return;
            }
            left.remove(match);
        }
        if (!left.isEmpty()) {
            faults.add(QuirkFault.of(where, expected, calls));
        }
    }

    private static boolean fits(JsonNode expected, RanCall ran) {
        return expected.path("name").asText("").equals(ran.name())
                && (!expected.has("arguments") || JsonText.same(expected.get("arguments"), ran.arguments()))
                && (!expected.has("output") || outputFits(expected.get("output"), ran.output()));
    }

    private static boolean outputFits(JsonNode expected, @Nullable String output) {
        if (output == null) {
            return expected.isNull();
        }
        if (!expected.isObject()) {
            return expected.isTextual() && expected.textValue().equals(output);
        }
        return Comparer.strings(expected.path("contains")).allMatch(output::contains)
                && (!expected.has("names") || Comparer.names(expected.get("names"), output));
    }
}
