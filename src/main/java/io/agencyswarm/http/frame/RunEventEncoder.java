package io.agencyswarm.http.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.tool.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a run's events as the contract's frames. The bytes of the model's own events are copied into their envelope
 * unchanged; the envelope is encoded once per item. One encoder per stream; not safe for several threads.
 */
public final class RunEventEncoder implements EventEncoder {

    private static final byte[] RAW = ascii("{\"data\":{\"type\":\"raw_response_event\",\"data\":");
    private static final Set<String> WITH_RESPONSE = Set.of(
            "response.created",
            "response.queued",
            "response.in_progress",
            "response.completed",
            "response.incomplete",
            "response.failed");

    private static final int FRAMES_OF_FAILURE = 1;
    private static final int FRAMES_OF_END = 2;

    private final boolean showPrompts;

    // The bytes after the model's event are the same for all deltas of an item.
    private @Nullable EventOwner lastOwner;
    private byte[] originSuffix = {};

    /** The agent run, item and call that an event belongs to. */
    private record EventOwner(
            AgentRun from,
            @Nullable String itemId,
            @Nullable String callId) {}

    /**
     * Creates an encoder for one run.
     *
     * @param showPrompts whether the model's events keep the instructions and tools of the request that they repeat
     */
    public RunEventEncoder(boolean showPrompts) {
        this.showPrompts = showPrompts;
    }

    /** Returns the frames of a run of which only the result is still stored. */
    public static List<SseEvent> ofEnd(RunResult result) {
        RunEventEncoder encoder = new RunEventEncoder(false);
        List<SseEvent> frames = new ArrayList<>(encoder.encode(new RunEvent.Started(result.runId(), Map.of())));
        if (result.failure() != null) {
            frames.addAll(encoder.encode(new RunEvent.RunFailed(result.failure().getMessage())));
        }
        frames.addAll(encoder.encode(new RunEvent.Ended(result)));
        return frames;
    }

    /** The last event of a run is encoded as {@link #FRAMES_OF_END} frames. */
    @Override
    public List<SseEvent> encode(RunEvent event) {
        return switch (event) {
            case RunEvent.Started(String runId, Map<String, Object> _) ->
                List.of(new SseEvent("meta", Json.bytes(Json.object().put("run_id", runId))));
            case RunEvent.ModelSent(AgentRun from, ModelEvent modelEvent) -> List.of(raw(from, modelEvent));
            case RunEvent.AgentUpdated(AgentRun from) -> {
                ObjectNode data = Json.object().put("type", "agent_updated_stream_event");
                data.putObject("new_agent").put("name", from.name());
                yield List.of(unnamed(data, from));
            }
            case RunEvent.ReasoningCreated(AgentRun from, Item.Reasoning item) ->
                List.of(unnamed(ItemFrames.event("reasoning_item_created", "reasoning_item", item, from.name()), from));
            case RunEvent.ToolCalled(AgentRun from, Item.FunctionCall call, String _, Tool tool) ->
                List.of(unnamed(called(call, tool, from), from));
            case RunEvent.MessageCreated(AgentRun from, Item.Message item) ->
                List.of(unnamed(
                        ItemFrames.event("message_output_created", "message_output_item", item, from.name()), from));
            case RunEvent.HandoffRequested(AgentRun from, Item.FunctionCall call) ->
                List.of(unnamed(
                        ItemFrames.event("handoff_requested", "handoff_call_item", call, from.name())
                                .put("call_id", call.callId()),
                        from));
            case RunEvent.ItemCreated(AgentRun from, Item item, String description) ->
                ItemFrames.of(item, from.name(), description)
                        .map(frame -> List.of(unnamed(frame, from)))
                        .orElse(List.of());
            case RunEvent.ToolProgress(AgentRun from, Item.FunctionCall _, JsonNode value) ->
                List.of(progress(value, from));
            case RunEvent.ToolReturned(
                    AgentRun from,
                    Item.FunctionCall _,
                    Item.FunctionCallOutput output,
                    JsonNode value,
                    Tool tool) -> List.of(unnamed(returned(output, value, tool, from), from));
            case RunEvent.HandoffOccurred(
                    AgentRun from,
                    AgentRun to,
                    Item.FunctionCall _,
                    Item.FunctionCallOutput output) ->
                List.of(unnamed(
                        // The original's spelling.
                        ItemFrames.event("handoff_occured", "handoff_output_item", output, from.name())
                                .put("call_id", output.callId()),
                        to));
            case RunEvent.RunFailed(String message) -> List.of(failure(message));
            case RunEvent.Ended(RunResult result) ->
                List.of(
                        new SseEvent("messages", Json.bytes(Json.tree(MessagesData.of(result)))),
                        SseEvent.of("end", "[DONE]"));
        };
    }

    @Override
    public int prepareEnd(RunResult result) {
        return (result.failure() == null ? 0 : FRAMES_OF_FAILURE) + FRAMES_OF_END;
    }

    private SseEvent raw(AgentRun from, ModelEvent event) {
        byte[] json = WITH_RESPONSE.contains(event.type()) ? withoutPrompts(event) : event.json();
        byte[] fields = originSuffix(new EventOwner(from, event.itemId(), event.callId()));
        byte[] data = Arrays.copyOf(RAW, RAW.length + json.length + fields.length);
        System.arraycopy(json, 0, data, RAW.length, json.length);
        System.arraycopy(fields, 0, data, RAW.length + json.length, fields.length);
        return new SseEvent(null, data);
    }

    private byte[] originSuffix(EventOwner owner) {
        if (!owner.equals(lastOwner)) {
            ObjectNode fields = Json.object();
            putOrigin(fields, owner.from());
            if (owner.itemId() != null) {
                fields.put("item_id", owner.itemId());
            }
            if (owner.callId() != null) {
                fields.put("call_id", owner.callId());
            }
            // The fields continue an object that has begun, and both objects end here.
            originSuffix = ("," + Json.text(fields).substring(1) + "}").getBytes(StandardCharsets.UTF_8);
            lastOwner = owner;
        }
        return originSuffix;
    }

    /** Returns the event without confidential settings of tools and, unless prompts are shown, without the prompts. */
    private byte[] withoutPrompts(ModelEvent modelEvent) {
        if (!showPrompts) {
            return PromptRemover.removeFrom(modelEvent.json());
        }
        JsonNode event = Json.readOwn(modelEvent.json());
        for (JsonNode tool : event.path("response").path("tools")) {
            if (tool instanceof ObjectNode settings) {
                settings.remove(List.of("headers", "authorization", "server_url"));
            }
        }
        return Json.bytes(event);
    }

    /** The tool is null if the agent has none of the call's name. */
    private static ObjectNode called(Item.FunctionCall call, @Nullable Tool tool, AgentRun from) {
        ObjectNode event = ItemFrames.event("tool_called", "tool_call_item", call, from.name());
        if (tool != null) {
            tool.mcpServer()
                    .ifPresent(
                            server -> ItemFrames.putMcpTool(event, tool.spec().description(), server));
        }
        return event.put("call_id", call.callId());
    }

    private static ObjectNode returned(
            Item.FunctionCallOutput output, JsonNode value, @Nullable Tool tool, AgentRun from) {
        ObjectNode event = ItemFrames.event("tool_output", "tool_call_output_item", output, value, from.name());
        if (tool != null) {
            tool.mcpServer().ifPresent(server -> ItemFrames.putMcpServer(event, server));
        }
        return event.put("call_id", output.callId());
    }

    /**
     * Encodes a tool's progress unchanged. As in the original, only an object with a type gets the fields of its agent
     * run.
     */
    private static SseEvent progress(JsonNode value, AgentRun from) {
        if (value.has("type")) {
            ObjectNode typed = value.deepCopy();
            return unnamed(typed, from);
        }
        ObjectNode frame = Json.object();
        frame.set("data", value);
        return new SseEvent(null, Json.bytes(frame));
    }

    private static SseEvent unnamed(ObjectNode data, AgentRun from) {
        putOrigin(data, from);
        ObjectNode frame = Json.object();
        frame.set("data", data);
        return new SseEvent(null, Json.bytes(frame));
    }

    private static void putOrigin(ObjectNode to, AgentRun from) {
        Origin origin = from.origin();
        to.put("agent", origin.agent());
        to.put("callerAgent", origin.callerAgent());
        to.put("agent_run_id", origin.agentRunId());
        if (origin.parentCallId() != null) {
            to.put("parent_run_id", origin.parentCallId());
        }
    }

    private static SseEvent failure(String message) {
        ObjectNode frame = Json.object().put("error", message);
        frame.putObject("data").put("type", "error").put("content", message);
        return new SseEvent(null, Json.bytes(frame));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
