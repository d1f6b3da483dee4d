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

    private final boolean showPrompts;

    // The bytes after the model's event are the same for all deltas of an item.
    private @Nullable EventOwner lastOwner;
    private byte[] originSuffix = {};

    /** The agent run, item and call that an event belongs to. */
    private record EventOwner(
            AgentRun from,
            @Nullable String itemId,
            @Nullable String callId) {}

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

    /** The last event of a run is encoded as two frames. */
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
                List.of(runItem("reasoning_item_created", "reasoning_item", item, from));
            case RunEvent.ToolCalled(AgentRun from, Item.FunctionCall call, String _, Tool tool) ->
                List.of(runItem("tool_called", "tool_call_item", call, from, from.name(), null, tool));
            case RunEvent.MessageCreated(AgentRun from, Item.Message item) ->
                List.of(runItem("message_output_created", "message_output_item", item, from));
            case RunEvent.HandoffRequested(AgentRun from, Item.FunctionCall call) ->
                List.of(runItem("handoff_requested", "handoff_call_item", call, from));
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
                    Tool tool) ->
                List.of(runItem("tool_output", "tool_call_output_item", output, from, from.name(), value, tool));
            case RunEvent.HandoffOccurred(
                    AgentRun from,
                    AgentRun to,
                    Item.FunctionCall _,
                    Item.FunctionCallOutput output) ->
                List.of(runItem("handoff_occured", "handoff_output_item", output, to, from.name(), null, null));
            case RunEvent.RunFailed(String message) -> List.of(failure(message));
            case RunEvent.Ended(RunResult result) ->
                List.of(
                        new SseEvent("messages", Json.bytes(Json.tree(MessagesData.of(result)))),
                        SseEvent.of("end", "[DONE]"));
        };
    }

    @Override
    public int prepareEnd(RunResult result) {
        return result.failure() != null ? 3 : 2;
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

    private static SseEvent runItem(String name, String type, Item item, AgentRun from) {
        return runItem(name, type, item, from, from.name(), null, null);
    }

    private static SseEvent runItem(
            String name,
            String type,
            Item item,
            AgentRun from,
            String itemAgent,
            @Nullable JsonNode output,
            @Nullable Tool tool) {
        ObjectNode data = Json.object().put("type", "run_item_stream_event").put("name", name);
        ObjectNode wrapped = data.putObject("item").put("type", type);
        wrapped.set("raw_item", item.json());
        if (output != null) {
            wrapped.set("output", output);
        }
        wrapped.putObject("agent").put("name", itemAgent);
        if (tool != null) {
            putServer(wrapped, item, tool);
        }
        switch (item) {
            case Item.FunctionCall call -> data.put("call_id", call.callId());
            case Item.FunctionCallOutput returned -> data.put("call_id", returned.callId());
            case Item.Message _,
                    Item.Reasoning _,
                    Item.HostedCall _,
                    Item.OtherCall _,
                    Item.OtherCallOutput _,
                    Item.Other _ -> {}
        }
        return unnamed(data, from);
    }

    /** Adds the MCP server of a tool, in the original's format. */
    private static void putServer(ObjectNode wrapped, Item item, Tool tool) {
        tool.mcpServer().ifPresent(server -> {
            if (item instanceof Item.FunctionCall) {
                wrapped.put("description", tool.spec().description()).putNull("title");
            }
            wrapped.putObject("tool_origin")
                    .put("type", "mcp")
                    .put("mcp_server_name", server)
                    .putNull("agent_name")
                    .putNull("agent_tool_name");
        });
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
