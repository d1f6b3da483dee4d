package io.agencyswarm.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.tool.Tool;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of a run, in the order in which it happens. The events of one agent are in order; those of a delegated run
 * lie between the parent's {@link ToolCalled} and {@link ToolReturned}. The first event is {@link Started}, the last
 * {@link Ended}, even if the run fails. Each event carries the agent run that it belongs to.
 */
public sealed interface RunEvent {

    /** Returns the agent run that the event belongs to; null if it is about the complete run. */
    default @Nullable AgentRun from() {
        return null;
    }

    /**
     * The run has started.
     *
     * @param userContext the user context that its tools share and may change
     */
    record Started(String runId, Map<String, Object> userContext) implements RunEvent {}

    /** An agent takes over, or a delegated run begins. */
    record AgentUpdated(AgentRun from) implements RunEvent {}

    /** The model sent an event. */
    record ModelSent(AgentRun from, ModelEvent event) implements RunEvent {

        /** Returns the next piece of the answer's text; empty if the event is of another type. */
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

    /** A reasoning item of the model is complete. */
    record ReasoningCreated(AgentRun from, Item.Reasoning item) implements RunEvent {}

    /**
     * The model calls a tool, another agent or a handoff; the call is complete.
     *
     * @param call the call, with an id that no other call of the turn has
     * @param modelCallId the id that the model gave it, which its {@link ModelSent} events carry
     * @param tool the called tool; null if it is not a tool that runs here
     */
    record ToolCalled(
            AgentRun from,
            Item.FunctionCall call,
            String modelCallId,
            @Nullable Tool tool) implements RunEvent {}

    /**
     * An item of another kind is complete: a call that the provider has run, a call that the client is to run, or a
     * list of tools.
     *
     * @param description the MCP server's description of the called tool; null if it gives none
     */
    record ItemCreated(AgentRun from, Item item, @Nullable String description) implements RunEvent {}

    /**
     * A tool reports its progress, between {@link ToolCalled} and {@link ToolReturned}. Not part of the conversation.
     *
     * @param call the same object as in {@link ToolCalled}
     */
    record ToolProgress(AgentRun from, Item.FunctionCall call, JsonNode value) implements RunEvent {}

    /**
     * A call has its output.
     *
     * @param call the same object as in {@link ToolCalled}
     * @param value the tool's value with its JSON type
     * @param tool as in {@link ToolCalled}
     */
    record ToolReturned(
            AgentRun from,
            Item.FunctionCall call,
            Item.FunctionCallOutput output,
            JsonNode value,
            @Nullable Tool tool) implements RunEvent {}

    /** A message is complete and its turn has ended. */
    record MessageCreated(AgentRun from, Item.Message item) implements RunEvent {}

    /** An agent is about to hand over. */
    record HandoffRequested(AgentRun from, Item.FunctionCall call) implements RunEvent {}

    /**
     * Another agent has taken over the conversation.
     *
     * @param from the agent that handed over
     * @param to the agent that takes over
     * @param call the same object as in {@link HandoffRequested}
     */
    record HandoffOccurred(AgentRun from, AgentRun to, Item.FunctionCall call, Item.FunctionCallOutput output)
            implements RunEvent {}

    /** The run failed; {@link Ended} follows. */
    record RunFailed(String message) implements RunEvent {}

    /** The run has ended; nothing follows. */
    record Ended(RunResult result) implements RunEvent {}
}
