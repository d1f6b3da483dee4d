package io.agencyswarm.agency;

/** What a guardrail found. */
public sealed interface GuardrailResult {

    /** The text may pass. */
    record Pass() implements GuardrailResult {}

    /**
     * The text may not pass.
     *
     * @param guidance what to do instead: told to the user for a message, to the model for an answer
     */
    record Trip(String guidance) implements GuardrailResult {

        /** Refuses guidance that says nothing. */
        public Trip {
            if (guidance.isBlank()) {
                throw new IllegalArgumentException("A guardrail that trips must say what to do instead.");
            }
        }
    }

    /** The text may pass. */
    static GuardrailResult pass() {
        return new Pass();
    }

    /** The text may not pass; {@code guidance} says what to do instead. */
    static GuardrailResult trip(String guidance) {
        return new Trip(guidance);
    }
}
