package io.agencyswarm.run.turn;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;

/** Counts what an agent's own settings limit, from the agent's first turn to its answer or its handoff. */
public final class AgentQuota {

    private final Agent agent;
    private int turns;
    private int rejected;

    /** Creates a quota of which nothing is used. */
    public AgentQuota(Agent agent) {
        this.agent = agent;
    }

    /**
     * Counts a turn that is about to begin.
     *
     * @throws AgencyException if it would be one too many
     */
    public void countTurn() {
        if (++turns > agent.maxTurns()) {
            throw new AgencyException(
                    ErrorCode.TURN_LIMIT,
                    "Agent " + agent.name() + " gave no answer within " + agent.maxTurns()
                            + " turns, its maximum (Agent.maxTurns).");
        }
    }

    /**
     * Counts an answer that an output guardrail has rejected.
     *
     * @param guidance the guardrail's guidance for the model
     * @throws AgencyException if the model may not try again
     */
    public void countRejected(String guidance) {
        if (++rejected > agent.validationAttempts()) {
            throw new AgencyException(
                    ErrorCode.GUARDRAIL,
                    "Agent " + agent.name() + " gave no answer that its output guardrails accept, in " + rejected
                            + (rejected == 1 ? " attempt" : " attempts") + " (Agent.validationAttempts): " + guidance);
        }
    }
}
