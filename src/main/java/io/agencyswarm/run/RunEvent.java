package io.agencyswarm.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.tool.Tool;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, in the order in which it happens. The events of one agent are in order; those of a delegated
 * run lie between the caller's {@link ToolCalled} and {@link ToolReturned}. The first event is {@link Started}, the last
 * {@link Ended}, whatever happens between. Whose an event is says the node of the run's tree that it carries.
 */
public sealed interface RunEvent {

    /** The agent's run that it is about; null where it is about the whole run. */
    default @Nullable AgentRun from() {
        return null;
    }

    /**
     * The run has its id.
     *
     * @param userContext what its tools share, and change
     */
    record Started(String runId, Map<String, Object> userContext) implements RunEvent {}

    /** An agent takes over, or a delegated run begins. */
    record AgentUpdated(AgentRun from) implements RunEvent {}

    /** The model sent something. */
    record ModelSent(AgentRun from, ModelEvent event) implements RunEvent {

        /** The next piece of the answer's text; empty where the model sent something else. */
        public Optional<String> textDelta() {
            if (!event.type().equals("response.output_text.delta")) {
                return Optional.empty();
            }
            try {
                return Optional.ofNullable(Json.read(event.json()).path("delta").textValue());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a model's event is not JSON", e);
            }
        }
    }

    /** The model's reasoning is whole. */
    record ReasoningCreated(AgentRun from, Item.Reasoning item) implements RunEvent {}

    /**
     * The model calls a tool, another agent or a handoff; the call is whole.
     *
     * @param call the call under an id that no other call of the turn has
     * @param modelCallId the id that the model gave it, which its {@link ModelSent} events carry
     * @param tool what the call is of; null where it is of no tool that runs here
     */
    record ToolCalled(
            AgentRun from,
            Item.FunctionCall call,
            String modelCallId,
            @Nullable Tool tool) implements RunEvent {}

    /**
     * An item of another kind is whole: a call that the provider has run itself, one that it leaves to somebody else, or
     * what the model was offered.
     *
     * @param description what an MCP server tells of the tool that is called, null where it tells nothing
     */
    record ItemCreated(AgentRun from, Item item, @Nullable String description) implements RunEvent {}

    /**
     * A tool tells how far it is, between {@link ToolCalled} and {@link ToolReturned}. No part of the conversation.
     *
     * @param call the same object that {@link ToolCalled} had
     */
    record ToolProgress(AgentRun from, Item.FunctionCall call, JsonNode value) implements RunEvent {}

    /**
     * A call has its output.
     *
     * @param call the same object that {@link ToolCalled} had
     * @param value the tool's value with its JSON type
     * @param tool as {@link ToolCalled} had
     */
    record ToolReturned(
            AgentRun from,
            Item.FunctionCall call,
            Item.FunctionCallOutput output,
            JsonNode value,
            @Nullable Tool tool) implements RunEvent {}

    /** A message is whole and its turn has ended. */
    record MessageCreated(AgentRun from, Item.Message item) implements RunEvent {}

    /** An agent is about to hand over. */
    record HandoffRequested(AgentRun from, Item.FunctionCall call) implements RunEvent {}

    /**
     * The conversation has a new agent.
     *
     * @param from the agent that handed over
     * @param to the agent that goes on
     * @param call the same object that {@link HandoffRequested} had
     */
    record HandoffOccurred(AgentRun from, AgentRun to, Item.FunctionCall call, Item.FunctionCallOutput output)
            implements RunEvent {}

    /** The run failed; {@link Ended} follows. */
    record Failed(String message) implements RunEvent {}

    /** The run is over; nothing follows. */
    record Ended(RunResult result) implements RunEvent {}
}
