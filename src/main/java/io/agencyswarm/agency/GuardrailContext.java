package io.agencyswarm.agency;

import java.util.Map;

/** The agent and the run of a check, and access to other agents. */
public interface GuardrailContext {

    /** Returns the name of the agent whose message or answer is checked. */
    String agent();

    /** Returns the run's user context. */
    Map<String, Object> userContext();

    /**
     * Asks another agent of the agency within this run, for example to let a model judge a text, and waits for its
     * answer. The request counts towards the run's model requests, uses its user context, and ends when the run is
     * cancelled. Clients are not shown it, and the agent gets only the message, not the conversation. The agent's own
     * guardrails check the message, so a guardrail must not ask an agent that has this guardrail itself.
     *
     * @param name the agent's name; any agent of the agency, even without a flow to it
     * @return the answer: a text, or JSON if the agent has an output type
     * @throws IllegalArgumentException if the agency has no such agent
     * @throws IllegalStateException if agents ask each other too deeply ({@code agency-swarm.limits.delegation-depth})
     * @throws io.agencyswarm.error.AgencyException if the agent can't answer
     * @throws InterruptedException if the run was cancelled at once
     */
    String ask(String name, String message) throws InterruptedException;
}
