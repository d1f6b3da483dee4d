package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one agent's loop share. A handoff replaces it.
 *
 * @param run what the loops of the run share
 * @param agentRun the agent's place in the run
 * @param transcript the items of this agent run, and of those that handed over to it
 * @param span the parent of the spans of the agent's steps
 */
record AgentContext(RunContext run, AgentRun agentRun, Transcript transcript, Span span) {

    Agent agent() {
        return agentRun.agent();
    }

    String name() {
        return agentRun.name();
    }

    /** Returns whether the user talks to the agent, and neither another agent nor the application's code does. */
    boolean talksToUser() {
        return agentRun.parent() == null;
    }

    /** Returns why the agent may not ask another one, which would be one level too deep; empty if it may. */
    Optional<String> depthRefusal(String recipient) {
        return agentRun.depth() < run.limits().delegationDepth()
                ? Optional.empty()
                : Optional.of("agent " + name() + " is already " + agentRun.depth() + " levels deep and may not ask "
                        + recipient + " (agency-swarm.limits.delegation-depth)");
    }

    /** Returns the context of the agent that takes over from this one. */
    AgentContext handOffTo(Agent successor) {
        return new AgentContext(run, agentRun.handOffTo(successor), transcript, span);
    }

    /**
     * Returns the context of an agent that this one asks with a call.
     *
     * @param delegation the span of the delegation
     */
    AgentContext delegateTo(Agent other, Item.FunctionCall asking, Span delegation) {
        return new AgentContext(run, agentRun.delegateTo(other, asking), transcript.delegate(asking), delegation);
    }

    /**
     * Returns the context of an agent that the application's code asks on behalf of this one.
     *
     * @param delegation the span of the delegation
     */
    AgentContext delegateHidden(Agent other, Span delegation) {
        return new AgentContext(run, agentRun.delegateHidden(other), new Transcript(), delegation);
    }

    /** Begins a step of the agent. */
    ObservedStep begin(Step step) {
        return ObservedStep.begin(span, step, run.cancellation());
    }

    /** Appends an event to the run's log, as {@link EventEmitter#emit(RunEvent)} does. */
    void emit(RunEvent event) throws InterruptedException {
        run.events().emit(event);
    }

    /**
     * Adds an item to the transcript.
     *
     * @param messageOrigin why the framework wrote the item itself; null if it did not
     */
    void record(Item item, @Nullable String messageOrigin) {
        transcript.add(item, agentRun.origin(), messageOrigin);
    }

    /**
     * Adds an item of the framework to the transcript, before its last items.
     *
     * @param count how many items come after it
     */
    void recordBefore(int count, Item item, String messageOrigin) {
        transcript.addBefore(count, item, agentRun.origin(), messageOrigin);
    }

    /** Returns the name of the agent's model in this run. */
    String model() {
        return run.models().model(agent().model(), run.options().clientConfig());
    }

    /** Returns the agent's model settings in this run. */
    ModelSettings settings() {
        return run.models()
                .settings(agent().model(), agent().settings(), run.options().clientConfig());
    }

    /** Returns the agent's place in the agency, for interceptors. */
    RunInterceptor.StepContext stepContext() {
        return new RunInterceptor.StepContext(run.agency().name(), name(), run.userContext());
    }
}
