package io.agencyswarm.http.frame;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The OpenAPI schemas of a stream's frames. For speed, {@link RunEventEncoder} writes the frames without these records.
 */
public final class OpenApiFrames {

    /** A short stream as it is sent. */
    public static final String EXAMPLE = """
            event: meta
            data: {"run_id":"run_1"}

            data: {"data":{"type":"agent_updated_stream_event","new_agent":{"name":"Lead"},"agent":"Lead",\
            "callerAgent":null,"agent_run_id":"agent_run_1"}}

            data: {"data":{"type":"raw_response_event","data":{"type":"response.output_text.delta","item_id":"msg_1",\
            "output_index":0,"content_index":0,"delta":"Hello"},"agent":"Lead","callerAgent":null,\
            "agent_run_id":"agent_run_1","item_id":"msg_1"}}

            data: {"data":{"type":"run_item_stream_event","name":"message_output_created","item":\
            {"type":"message_output_item","raw_item":{"type":"message","id":"msg_1","role":"assistant","content":\
            [{"type":"output_text","text":"Hello"}]},"agent":{"name":"Lead"}},"agent":"Lead","callerAgent":null,\
            "agent_run_id":"agent_run_1"}}

            event: messages
            data: {"new_messages":[{"type":"message","role":"user","content":"Hi","agent":"Lead","callerAgent":null},\
            {"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Hello"}],\
            "agent":"Lead","callerAgent":null}],"run_id":"run_1","cancelled":false,"usage":{"request_count":1,\
            "cached_tokens":0,"cache_write_tokens":0,"input_tokens":9,"output_tokens":2,"total_tokens":11,\
            "total_cost":0.00005}}

            event: end
            data: [DONE]

            """;

    private static final String JSON = "application/json";

    private OpenApiFrames() {}

    /** Any frame. */
    @Schema(
            name = "StreamFrame",
            description =
                    "One frame, as a parser of server-sent events returns it: its name, if it has one, and the text of"
                            + " its data, which is JSON except in the frame end. Lines that begin with a colon are"
                            + " comments that keep the connection open.",
            anyOf = {MetaFrame.class, EventFrame.class, ErrorFrame.class, MessagesFrame.class, EndFrame.class})
    public sealed interface Frame {}

    /** The first frame. */
    @Schema(
            name = "MetaFrame",
            description = "The first frame.",
            requiredProperties = {"event", "data"})
    record MetaFrame(
            @Schema(constValue = "meta") String event,

            @Schema(contentMediaType = JSON, contentSchema = MetaData.class)
            String data)
            implements Frame {}

    /** The data of the first frame. */
    @Schema(name = "MetaData", requiredProperties = "run_id")
    record MetaData(
            @Schema(description = "The id for cancel_response_stream.") @JsonProperty("run_id")
            String runId) {}

    /** An event of the run. */
    @Schema(
            name = "EventFrame",
            description = "An event of the run. Any number of these frames; they have no name.",
            requiredProperties = "data")
    record EventFrame(
            @Schema(contentMediaType = JSON, contentSchema = EventEnvelope.class)
            String data) implements Frame {}

    /** An event in its envelope. */
    @Schema(name = "EventEnvelope", requiredProperties = "data")
    record EventEnvelope(StreamEvent data) {}

    /** A failure. */
    @Schema(
            name = "ErrorFrame",
            description =
                    "The reason why the run failed. At most one such frame, without a name; the frames messages and"
                            + " end follow.",
            requiredProperties = "data")
    record ErrorFrame(
            @Schema(contentMediaType = JSON, contentSchema = ErrorData.class)
            String data) implements Frame {}

    /** The data of a failure. */
    @Schema(
            name = "ErrorData",
            requiredProperties = {"error", "data"})
    record ErrorData(String error, ErrorContent data) {}

    /** The failure repeated for clients that read events only. */
    @Schema(
            name = "ErrorContent",
            requiredProperties = {"type", "content"})
    record ErrorContent(@Schema(constValue = "error") String type, String content) {}

    /** The second to last frame. */
    @Schema(
            name = "MessagesFrame",
            description = "The second to last frame, also after a failure or a cancel.",
            requiredProperties = {"event", "data"})
    record MessagesFrame(
            @Schema(constValue = "messages") String event,

            @Schema(contentMediaType = JSON, contentSchema = io.agencyswarm.http.frame.MessagesData.class)
            String data)
            implements Frame {}

    /** The last frame. */
    @Schema(
            name = "EndFrame",
            description = "The last frame of every stream. Its data is not JSON.",
            requiredProperties = {"event", "data"})
    record EndFrame(
            @Schema(constValue = "end") String event,
            @Schema(constValue = "[DONE]") String data) implements Frame {}

    /** An event of a run. */
    @Schema(
            name = "StreamEvent",
            description = "An event of the run, with the agent that it belongs to.",
            oneOf = {AgentUpdatedEvent.class, RawResponseEvent.class, RunItemEvent.class},
            discriminatorProperty = "type",
            discriminatorMapping = {
                @DiscriminatorMapping(value = "agent_updated_stream_event", schema = AgentUpdatedEvent.class),
                @DiscriminatorMapping(value = "raw_response_event", schema = RawResponseEvent.class),
                @DiscriminatorMapping(value = "run_item_stream_event", schema = RunItemEvent.class)
            })
    sealed interface StreamEvent {}

    /** A handoff to another agent, or the start of a delegated run. */
    @Schema(
            name = "AgentUpdatedEvent",
            description = "An agent takes over, or a delegated run starts.",
            requiredProperties = {"type", "new_agent", "agent", "callerAgent", "agent_run_id"})
    record AgentUpdatedEvent(
            @Schema(constValue = "agent_updated_stream_event")
            String type,

            @JsonProperty("new_agent") AgentName newAgent,
            String agent,

            @Schema(nullable = true, description = "The agent that delegated; null if the user is the caller.")
            String callerAgent,

            @JsonProperty("agent_run_id") String agentRunId,

            @Schema(description = CALL) @JsonProperty("parent_run_id")
            String parentRunId)
            implements StreamEvent {}

    /** The model's own event. */
    @Schema(
            name = "RawResponseEvent",
            description = "An event of the model.",
            requiredProperties = {"type", "data", "agent", "callerAgent", "agent_run_id"})
    record RawResponseEvent(
            @Schema(constValue = "raw_response_event") String type,

            @Schema(description = "The model's unchanged event, in the format of the OpenAI Responses API.")
            ObjectNode data,

            String agent,

            @Schema(nullable = true, description = "The agent that delegated; null if the user is the caller.")
            String callerAgent,

            @JsonProperty("agent_run_id") String agentRunId,

            @Schema(description = CALL) @JsonProperty("parent_run_id")
            String parentRunId,

            @Schema(description = "The item that the event belongs to.") @JsonProperty("item_id")
            String itemId,

            @Schema(description = "The call that the event belongs to.") @JsonProperty("call_id")
            String callId)
            implements StreamEvent {}

    /** A complete item. */
    @Schema(
            name = "RunItemEvent",
            description = "An item is complete.",
            requiredProperties = {"type", "name", "item", "agent", "callerAgent", "agent_run_id"})
    record RunItemEvent(
            @Schema(constValue = "run_item_stream_event") String type,

            @Schema(
                    enumeration = {
                        "message_output_created",
                        "tool_called",
                        "tool_output",
                        "reasoning_item_created",
                        "handoff_requested",
                        "handoff_occured",
                        "tool_search_called",
                        "tool_search_output_created",
                        "mcp_list_tools",
                        "mcp_approval_requested"
                    })
            String name,

            RunItem item,
            String agent,

            @Schema(nullable = true, description = "The agent that delegated; null if the user is the caller.")
            String callerAgent,

            @JsonProperty("agent_run_id") String agentRunId,

            @Schema(description = CALL) @JsonProperty("parent_run_id")
            String parentRunId,

            @Schema(description = "The id of the call; only for calls and their outputs.") @JsonProperty("call_id")
            String callId)
            implements StreamEvent {}

    /** An item of a run. */
    @Schema(
            name = "RunItem",
            requiredProperties = {"type", "raw_item", "agent"})
    record RunItem(
            @Schema(
                    enumeration = {
                        "message_output_item",
                        "tool_call_item",
                        "tool_call_output_item",
                        "reasoning_item",
                        "handoff_call_item",
                        "handoff_output_item",
                        "tool_search_call_item",
                        "tool_search_output_item",
                        "mcp_list_tools_item",
                        "mcp_approval_request_item"
                    })
            String type,

            @Schema(description = "The item as in new_messages, in the format of the OpenAI Responses API.")
            @JsonProperty("raw_item")
            ObjectNode rawItem,

            @Schema(description = "The value that the tool returned, with its JSON type; only for tool_output.")
            Object output,

            @Schema(
                    description =
                            "The agent that the item belongs to; for handoff_occured, the agent that handed over.")
            AgentName agent) {}

    /** An agent's name, where the original has the agent's definition. */
    @Schema(name = "AgentName", requiredProperties = "name")
    record AgentName(String name) {}

    private static final String CALL = "The call that started this delegated run.";
}
