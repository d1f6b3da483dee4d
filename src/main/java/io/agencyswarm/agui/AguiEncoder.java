package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.item.Origin;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.sse.SseEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run's events as those of AG-UI 1.0. One encoder a stream; for one thread at a time. */
final class AguiEncoder {

    private static final String PROTOCOL_VERSION = "1.0";

    private final RunInput input;
    private final @Nullable SharedState state;
    private final boolean rawEvents;
    private final RunOutput out;
    private final AgentRuns agents;

    /**
     * An encoder for a stream.
     *
     * @param state what the run shares with its client, null where the client sent none
     */
    AguiEncoder(RunInput input, @Nullable SharedState state, boolean rawEvents) {
        this.input = input;
        this.state = state;
        this.rawEvents = rawEvents;
        this.out = RunOutput.after(input.messages());
        this.agents = new AgentRuns(out);
    }

    /** The frames of an event, in order. The last event of a run closes whatever is open. */
    List<SseEvent> encode(RunEvent event) {
        switch (event) {
            case RunEvent.Started _ -> start();
            case RunEvent.AgentUpdated(Origin origin) -> agents.begin(origin);
            case RunEvent.ModelSent(Origin from, ModelEvent sent) -> {
                if (rawEvents) {
                    raw(from, sent);
                }
                agents.run(from).stream().sent(sent);
            }
            case RunEvent.ToolCalled(Origin from, Item.FunctionCall call, String modelCallId) ->
                agents.called(from, call, modelCallId);
            case RunEvent.ToolReturned(Origin from, Item.FunctionCallOutput output, JsonNode value) -> {
                agents.returned(from, output, value);
                tellState();
            }
            case RunEvent.MessageCreated(Origin from, Item.Message message) ->
                agents.run(from).stream().said(message);
            case RunEvent.HandoffRequested(Origin from, Item.FunctionCall call) -> agents.leave(from, call);
            case RunEvent.HandoffOccurred(Origin to, Item.FunctionCallOutput output, String from) ->
                agents.handOver(to, output, from);
            // What ends a run is told at its end, and reasoning as the model sends it.
            case RunEvent.Failed _, RunEvent.ReasoningCreated _ -> {}
            case RunEvent.Ended(RunResult result) -> end(result);
        }
        return out.frames().taken();
    }

    private void start() {
        ObjectNode started = Frames.event("RUN_STARTED", null)
                .put("threadId", input.ids().threadId())
                .put("runId", input.ids().runId())
                .put("protocolVersion", PROTOCOL_VERSION);
        if (input.ids().parentRunId() != null) {
            started.put("parentRunId", input.ids().parentRunId());
        }
        out.frames().add(started);
    }

    private void raw(Origin from, ModelEvent sent) {
        JsonNode event = Json.readOwn(sent.json());
        if (event.path("response") instanceof ObjectNode response) {
            // Prompts are no client's business.
            response.remove(List.of("instructions", "tools"));
        }
        ObjectNode raw = Frames.event("RAW", from.callerAgent() == null ? null : from.agentRunId());
        out.frames().add(raw.put("source", "model").set("event", event));
    }

    private void tellState() {
        if (state != null) {
            state.changed().ifPresent(this::tell);
        }
    }

    private void tell(JsonNode state) {
        out.frames().add(Frames.event("STATE_SNAPSHOT", null).set("snapshot", state));
    }

    private void end(RunResult result) {
        RunEnd end = RunEnd.of(result, out.thread().pending());
        agents.endAll(end.reason());
        if (state != null) {
            tell(state.current());
        }
        out.frames()
                .add(Frames.event("MESSAGES_SNAPSHOT", null)
                        .set("messages", out.thread().toJson(end.pending())));
        out.frames().add(end.event(input.ids()));
    }
}
