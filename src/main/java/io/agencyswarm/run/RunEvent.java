package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.model.ModelEvent;

/**
 * What happens in a run, in the order in which it happens. The events of one agent are in order; those of a delegated
 * run lie between the caller's {@link ToolCalled} and {@link ToolReturned}. The first event is {@link Started}, the
 * last
 * {@link Ended}, whatever happens between.
 */
public sealed interface RunEvent {

    /** The run has its id. */
    record Started(String runId) implements RunEvent {}

    /** An agent takes over, or a delegated run begins. */
    record AgentUpdated(Origin origin) implements RunEvent {}

    /** The model sent something. */
    record ModelSent(Origin origin, ModelEvent event) implements RunEvent {}

    /** The model's reasoning is whole. */
    record ReasoningCreated(Origin origin, Item.Reasoning item) implements RunEvent {}

    /**
     * The model calls a tool, another agent or a handoff; the call is whole.
     *
     * @param call the call under an id that no other call of the turn has
     * @param modelCallId the id that the model gave it, which its {@link ModelSent} events carry
     */
    record ToolCalled(Origin origin, Item.FunctionCall call, String modelCallId) implements RunEvent {}

    /**
     * A call has its output.
     *
     * @param value the tool's value with its JSON type
     */
    record ToolReturned(Origin origin, Item.FunctionCallOutput output, JsonNode value) implements RunEvent {}

    /** A message is whole and its turn has ended. */
    record MessageCreated(Origin origin, Item.Message item) implements RunEvent {}

    /** An agent is about to hand over. */
    record HandoffRequested(Origin origin, Item.FunctionCall call) implements RunEvent {}

    /**
     * The conversation has a new agent.
     *
     * @param origin that of the new agent
     * @param from the agent that handed over
     */
    record HandoffOccurred(Origin origin, Item.FunctionCallOutput output, String from) implements RunEvent {}

    /** The run failed; {@link Ended} follows. */
    record Failed(String message) implements RunEvent {}

    /** The run is over; nothing follows. */
    record Ended(RunResult result) implements RunEvent {}
}
