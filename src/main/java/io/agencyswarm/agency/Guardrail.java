package io.agencyswarm.agency;

/** Looks at what is said to an agent, or at what it answers, and lets it pass or not. Shared by all runs. */
@FunctionalInterface
public interface Guardrail {

    /**
     * Checks a text. Called on the run's virtual thread, so it may block; a cancelled run interrupts it.
     *
     * @param text the message, or the answer; the parts of it that are text
     * @return {@link GuardrailResult#pass()} or {@link GuardrailResult#trip}
     * @throws Exception if it can't tell; the run fails then, because an unchecked text must not pass
     */
    GuardrailResult check(GuardrailContext context, String text) throws Exception;
}
