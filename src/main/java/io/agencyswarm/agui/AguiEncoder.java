package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes a run's events as events of AG-UI 1.0. One encoder per stream; for one thread at a time. */
final class AguiEncoder implements EventEncoder {

    private static final String PROTOCOL_VERSION = "1.0";

    private final RunInput input;
    private final boolean rawEvents;
    private final RunOutput out;
    private final ActiveAgents agents;

    /** The state that the run shares with its client, null if the client sent none. */
    private @Nullable SharedState state;

    /** The frames of the run's end, once they have been encoded. */
    private @Nullable List<SseEvent> endFrames;

    AguiEncoder(RunInput input, boolean rawEvents) {
        this.input = input;
        this.rawEvents = rawEvents;
        this.out = RunOutput.after(input.messages());
        this.agents = new ActiveAgents(out);
    }

    @Override
    public int prepareEnd(RunResult result) {
        return end(result).size();
    }

    /** The last event of a run closes everything that is open. */
    @Override
    public List<SseEvent> encode(RunEvent event) {
        switch (event) {
            case RunEvent.Started(String _, Map<String, Object> userContext) -> {
                share(userContext.get(SharedState.KEY));
                start();
            }
            case RunEvent.AgentUpdated(AgentRun from) -> agents.getOrAdd(from).begin();
            case RunEvent.ModelSent(AgentRun from, ModelEvent modelEvent) -> {
                if (rawEvents) {
                    raw(from, modelEvent);
                }
                agents.getOrAdd(from).stream().onModelEvent(modelEvent);
            }
            case RunEvent.ToolCalled(AgentRun from, Item.FunctionCall call, String modelCallId, Tool _) ->
                agents.getOrAdd(from).onToolCall(call, modelCallId);
            case RunEvent.ItemCreated(AgentRun from, Item item, String _) -> {
                if (item instanceof Item.HostedCall call) {
                    agents.getOrAdd(from).stream().onHostedCall(call);
                }
            }
            case RunEvent.ToolProgress(AgentRun from, Item.FunctionCall call, JsonNode value) ->
                agents.getOrAdd(from).emitProgress(call, value);
            case RunEvent.ToolReturned(
                    AgentRun from,
                    Item.FunctionCall call,
                    Item.FunctionCallOutput output,
                    JsonNode value,
                    Tool _) -> {
                agents.handleResult(from, call, output, value);
                emitChangedState();
            }
            case RunEvent.MessageCreated(AgentRun from, Item.Message message) ->
                agents.getOrAdd(from).stream().onMessage(message);
            case RunEvent.HandoffOccurred(
                    AgentRun from,
                    AgentRun to,
                    Item.FunctionCall call,
                    Item.FunctionCallOutput output) -> agents.handOver(from, to, call, output);
            // Failures are sent at the run's end, and reasoning as the model sends it.
            case RunEvent.RunFailed _, RunEvent.HandoffRequested _, RunEvent.ReasoningCreated _ -> {}
            case RunEvent.Ended(RunResult result) -> {
                return end(result);
            }
        }
        return out.frames().drain();
    }

    private void share(@Nullable Object shared) {
        JsonNode value = input.state();
        state = value == null || shared == null ? null : new SharedState(value, shared);
    }

    private void start() {
        ObjectNode started = FrameCollector.event("RUN_STARTED")
                .put("threadId", input.ids().threadId())
                .put("runId", input.ids().runId())
                .put("protocolVersion", PROTOCOL_VERSION);
        if (input.ids().parentRunId() != null) {
            started.put("parentRunId", input.ids().parentRunId());
        }
        out.frames().add(started);
    }

    private void raw(AgentRun from, ModelEvent modelEvent) {
        JsonNode event = Json.readOwn(modelEvent.json());
        if (event.path("response") instanceof ObjectNode response) {
            response.remove(ModelEvent.PROMPT_FIELDS);
        }
        ObjectNode raw = Speaker.of(from).event("RAW");
        out.frames().add(raw.put("source", "model").set("event", event));
    }

    private void emitChangedState() {
        if (state != null) {
            state.changed().ifPresent(this::emitState);
        }
    }

    private void emitState(JsonNode state) {
        out.frames().add(FrameCollector.event("STATE_SNAPSHOT").set("snapshot", state));
    }

    private List<SseEvent> end(RunResult result) {
        if (endFrames == null) {
            closeAll(result);
            endFrames = out.frames().drain();
        }
        return endFrames;
    }

    private void closeAll(RunResult result) {
        RunEnd end = RunEnd.of(result, out.thread().pending());
        agents.endAll(end.reason());
        if (state != null) {
            emitState(state.current());
        }
        out.citations().forEach(out.frames()::add);
        out.frames()
                .add(FrameCollector.event("MESSAGES_SNAPSHOT")
                        .set("messages", out.thread().toJson(end.pending())));
        out.frames().add(end.event(input.ids()));
    }
}
