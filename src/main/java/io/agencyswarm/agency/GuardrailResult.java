package io.agencyswarm.agency;

/** The result of a guardrail's check. */
public sealed interface GuardrailResult {

    /** The text is accepted. */
    record Pass() implements GuardrailResult {}

    /**
     * The text is not accepted.
     *
     * @param guidance what to do instead: sent to the user for a message, to the model for an answer
     */
    record Trip(String guidance) implements GuardrailResult {

        /** Rejects blank guidance. */
        public Trip {
            if (guidance.isBlank()) {
                throw new IllegalArgumentException("A guardrail that trips must say what to do instead.");
            }
        }
    }

    /** Returns the result that the text is accepted. */
    static GuardrailResult pass() {
        return new Pass();
    }

    /** Returns the result that the text is not accepted; {@code guidance} says what to do instead. */
    static GuardrailResult trip(String guidance) {
        return new Trip(guidance);
    }
}
