package io.agencyswarm.agency;

import java.util.Map;

/** Where a guardrail looks, and what it may ask. */
public interface GuardrailContext {

    /** The agent that is spoken to, or that answers. */
    String agent();

    /** The run's user context. */
    Map<String, Object> userContext();

    /**
     * Asks another agent of the agency within this run, and waits for its answer: a model that judges a text. It counts
     * among the run's model requests, uses its user context and ends when the run is cancelled. Clients see nothing of it,
     * and the agent knows nothing of the conversation but the message. Its own guardrails look at the message as at any
     * other, so let a guardrail not ask an agent that has it.
     *
     * @param name the agent's name; any agent of the agency, whatever its flows
     * @return the answer: a text, or JSON where the agent has an output type
     * @throws IllegalArgumentException if the agency has no such agent
     * @throws IllegalStateException if agents ask each other too deeply ({@code agency-swarm.limits.delegation-depth})
     * @throws io.agencyswarm.error.AgencyException if the agent can't answer
     * @throws InterruptedException if the run was cancelled at once
     */
    String ask(String name, String message) throws InterruptedException;
}
