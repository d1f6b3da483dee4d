package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.AgentRun;

/**
 * An agent's run that the application's code starts within a run, from a tool or a guardrail. Clients are not shown it.
 */
final class HiddenRun {

    /** The failure of an agent that ends the complete run; passes through the code that asked. */
    static final class RunEndingException extends AgencyException {

        private static final long serialVersionUID = 1L;

        private RunEndingException(AgencyException cause) {
            super(cause.code(), cause.getMessage(), cause);
        }
    }

    private HiddenRun() {}

    /**
     * Runs the agent on the calling thread.
     *
     * @param parent the agent whose tool or guardrail asks
     * @return the answer's text, or JSON
     * @throws IllegalArgumentException if the agency has no such agent
     * @throws IllegalStateException if agents ask each other too deeply
     */
    static String ask(RunContext context, AgentRun parent, String name, String message) throws InterruptedException {
        Agent agent = context.agency()
                .agent(name)
                .orElseThrow(() -> new IllegalArgumentException("the agency "
                        + context.agency().name()
                        + " has no agent \"" + name + "\"; its agents are "
                        + context.agency().agents().stream().map(Agent::name).toList()));
        if (parent.depth() >= context.limits().delegationDepth()) {
            throw new IllegalStateException("agent " + parent.name() + " is already " + parent.depth()
                    + " levels deep and may not ask " + name + " (agency-swarm.limits.delegation-depth)");
        }
        Step delegation = new Step.DelegatedRun(parent.name(), name, null);
        try (ObservedStep step = ObservedStep.begin(parent.span(), delegation, context.cancellation())) {
            AgentRun agentRun = parent.delegateHidden(agent, step.span());
            AgentLoop loop = new AgentLoop(context, agentRun, "");
            try {
                JsonNode answer = loop.answerTo(Item.userMessage(message));
                step.succeed();
                return answer.isTextual() ? answer.textValue() : Json.text(answer);
            } catch (AgencyException e) {
                throw step.fail(SendMessage.endsRun(e) ? new RunEndingException(e) : e);
            }
        }
    }
}
