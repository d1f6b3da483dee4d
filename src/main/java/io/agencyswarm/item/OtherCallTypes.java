package io.agencyswarm.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The types of calls, other than functions, whose outputs are separate items. */
final class OtherCallTypes {

    static final String APPROVAL_REQUEST = "mcp_approval_request";

    /** The output types by call type. */
    private static final Map<String, String> OUTPUTS = Map.of(
            "computer_call",
            "computer_call_output",
            "local_shell_call",
            "local_shell_call_output",
            "shell_call",
            "shell_call_output",
            "apply_patch_call",
            "apply_patch_call_output",
            "custom_tool_call",
            "custom_tool_call_output",
            "tool_search_call",
            "tool_search_output",
            "program",
            "program_output",
            APPROVAL_REQUEST,
            "mcp_approval_response");

    private static final Map<String, String> CALLS = new HashMap<>();

    static {
        OUTPUTS.forEach((call, output) -> CALLS.put(output, call));
    }

    private OtherCallTypes() {}

    /**
     * Reads an item of one of these types. Returns empty for an item without a call id, such as a tool search that the
     * provider ran itself.
     */
    static Optional<Item> read(ObjectNode json, String type) {
        if (OUTPUTS.containsKey(type)) {
            String callId =
                    json.path(type.equals(APPROVAL_REQUEST) ? "id" : "call_id").asText("");
            return callId.isEmpty() ? Optional.empty() : Optional.of(new Item.OtherCall(json, callId));
        }
        if (CALLS.containsKey(type)) {
            boolean approval = APPROVAL_REQUEST.equals(CALLS.get(type));
            String callId =
                    json.path(approval ? "approval_request_id" : "call_id").asText("");
            return callId.isEmpty() ? Optional.empty() : Optional.of(new Item.OtherCallOutput(json, callId));
        }
        return Optional.empty();
    }

    /** Returns the key that a call and its output share with no other kind of call. */
    static String link(Item.OtherCall call) {
        return call.type() + " " + call.callId();
    }

    /** Returns the key that a call and its output share. */
    static String link(Item.OtherCallOutput output) {
        return CALLS.get(output.type()) + " " + output.callId();
    }
}
