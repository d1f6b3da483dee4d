package io.agencyswarm.http.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of items, such as those of tools that the provider runs and of calls that it leaves to its client. */
final class ItemFrames {

    private ItemFrames() {}

    /**
     * Returns the event for an item; empty if it has none.
     *
     * @param agent the agent that the item belongs to
     * @param description the MCP server's description of the tool that is called
     */
    static Optional<ObjectNode> of(Item item, String agent, @Nullable String description) {
        return switch (item) {
            case Item.HostedCall call -> Optional.of(called(call, agent, description));
            case Item.OtherCall call -> Optional.of(called(call, agent));
            case Item.OtherCallOutput output -> Optional.of(returned(output, agent));
            case Item.Other other -> other(other, agent);
            case Item.Message _, Item.FunctionCall _, Item.FunctionCallOutput _, Item.Reasoning _ -> Optional.empty();
        };
    }

    private static ObjectNode called(Item.HostedCall call, String agent, @Nullable String description) {
        ObjectNode event = event("tool_called", "tool_call_item", call, agent).put("call_id", call.id());
        if (call.type().equals("mcp_call")) {
            putMcpTool(event, description, call.json().path("server_label").textValue());
        }
        return event;
    }

    private static ObjectNode called(Item.OtherCall call, String agent) {
        return switch (call.type()) {
            case "mcp_approval_request" -> event("mcp_approval_requested", "mcp_approval_request_item", call, agent);
            case "tool_search_call" -> event("tool_search_called", "tool_search_call_item", call, agent);
            default -> event("tool_called", "tool_call_item", call, agent).put("call_id", call.callId());
        };
    }

    private static ObjectNode returned(Item.OtherCallOutput output, String agent) {
        if (output.type().equals("tool_search_output")) {
            return event("tool_search_output_created", "tool_search_output_item", output, agent);
        }
        ObjectNode event =
                event("tool_output", "tool_call_output_item", output, agent).put("call_id", output.callId());
        event.withObject("item").set("output", output.json().path("output"));
        return event;
    }

    private static Optional<ObjectNode> other(Item.Other other, String agent) {
        return switch (other.type()) {
            case Item.Other.MCP_TOOLS -> Optional.of(event("mcp_list_tools", "mcp_list_tools_item", other, agent));
            case "tool_search_call" -> Optional.of(event("tool_search_called", "tool_search_call_item", other, agent));
            case "tool_search_output" ->
                Optional.of(event("tool_search_output_created", "tool_search_output_item", other, agent));
            default -> Optional.empty();
        };
    }

    /** Returns an event for an item. */
    static ObjectNode event(String name, String type, Item item, String agent) {
        return event(name, type, item, null, agent);
    }

    /**
     * Returns an event for an item.
     *
     * @param output the output of the tool that the item belongs to; null if it has none
     */
    static ObjectNode event(String name, String type, Item item, @Nullable JsonNode output, String agent) {
        ObjectNode event = Json.object().put("type", "run_item_stream_event").put("name", name);
        ObjectNode wrapped = event.putObject("item").put("type", type);
        wrapped.set("raw_item", item.json());
        if (output != null) {
            wrapped.set("output", output);
        }
        wrapped.putObject("agent").put("name", agent);
        return event;
    }

    /** Adds the description and the server of a called tool of an MCP server, in the original's format. */
    static void putMcpTool(ObjectNode event, @Nullable String description, @Nullable String server) {
        event.withObject("item").put("description", description).putNull("title");
        putMcpServer(event, server);
    }

    /** Adds the MCP server of a tool, in the original's format. */
    static void putMcpServer(ObjectNode event, @Nullable String server) {
        event.withObject("item")
                .putObject("tool_origin")
                .put("type", "mcp")
                .put("mcp_server_name", server)
                .putNull("agent_name")
                .putNull("agent_tool_name");
    }
}
