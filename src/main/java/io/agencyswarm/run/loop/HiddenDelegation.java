package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.observe.Step;

/**
 * A question of the application's code to an agent, which a tool or a guardrail asks within a run. Clients are not
 * shown it.
 */
final class HiddenDelegation {

    /** The failure of an agent that ends the complete run; passes through the code that asked. */
    static final class RunEndingException extends AgencyException {

        private static final long serialVersionUID = 1L;

        private RunEndingException(AgencyException cause) {
            super(cause.code(), cause.getMessage(), cause);
        }
    }

    private HiddenDelegation() {}

    /**
     * Runs the agent on the calling thread.
     *
     * @param context that of the agent whose tool or guardrail asks
     * @return the answer's text, or JSON
     * @throws IllegalArgumentException if the agency has no such agent
     * @throws IllegalStateException if agents ask each other too deeply
     */
    static String ask(AgentContext context, String name, String message) throws InterruptedException {
        Agency agency = context.run().agency();
        Agent agent = agency.agent(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("the agency " + agency.name() + " has no agent \"" + name
                                + "\"; its agents are "
                                + agency.agents().stream().map(Agent::name).toList()));
        context.depthRefusal(name).ifPresent(refusal -> {
            throw new IllegalStateException(refusal);
        });
        try (ObservedStep step = context.begin(new Step.DelegatedRun(context.name(), name, null))) {
            AgentLoop loop = new AgentLoop(context.delegateHidden(agent, step.span()), "");
            try {
                JsonNode answer = loop.answerTo(Item.userMessage(message));
                step.succeed();
                return answer.isTextual() ? answer.textValue() : Json.text(answer);
            } catch (AgencyException e) {
                throw step.fail(e.code().endsRun() ? new RunEndingException(e) : e);
            }
        }
    }
}
