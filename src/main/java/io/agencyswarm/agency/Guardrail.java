package io.agencyswarm.agency;

/** Checks a message to an agent, or its answer. Shared by all runs. */
@FunctionalInterface
public interface Guardrail {

    /**
     * Checks a text. Called on the run's virtual thread, so it may block; a cancelled run interrupts it.
     *
     * @param text the text parts of the message or the answer
     * @return {@link GuardrailResult#pass()} or {@link GuardrailResult#trip}
     * @throws Exception if it can't decide; the run fails then, because an unchecked text must not pass
     */
    GuardrailResult check(GuardrailContext context, String text) throws Exception;
}
