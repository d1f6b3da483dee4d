package io.agencyswarm.quirks;

import java.util.Optional;
import java.util.function.Supplier;

/** Helps to write rules of which the first broken one is told. */
final class Refusal {

    private Refusal() {}

    /** The words if the rule is broken. */
    static Optional<String> when(boolean broken, String words, Object... values) {
        return broken ? Optional.of(words.formatted(values)) : Optional.empty();
    }

    /** The first refusal; the rules after it are not asked. */
    @SafeVarargs
    static Optional<String> first(Supplier<Optional<String>>... rules) {
        for (Supplier<Optional<String>> rule : rules) {
            Optional<String> refusal = rule.get();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
