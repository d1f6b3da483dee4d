package io.agencyswarm.quirks;

import java.util.Optional;
import java.util.function.Supplier;

/** Evaluates rules, of which the first broken one is reported. */
final class Refusal {

    private Refusal() {}

    /** Returns the error if the rule is broken. */
    static Optional<String> when(boolean broken, String words, Object... values) {
        return broken ? Optional.of(words.formatted(values)) : Optional.empty();
    }

    /** Returns the first error; later rules are not evaluated. */
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
