package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.ToolSpec;

/** The body of {@code POST /responses}. */
final class ResponsesBody {

    private ResponsesBody() {}

    static byte[] of(ModelRequest request) {
        ObjectNode body = Json.object();
        body.put("model", request.model());
        if (!request.instructions().isEmpty()) {
            body.put("instructions", request.instructions());
        }
        ArrayNode input = body.putArray("input");
        for (Item item : request.input()) {
            input.add(item.json());
        }
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(function(tool)));
        }
        body.put("stream", true);
        settings(request.settings(), body);
        return Json.bytes(body);
    }

    private static ObjectNode function(ToolSpec tool) {
        ObjectNode function = Json.object();
        function.put("type", "function").put("name", tool.name()).put("description", tool.description());
        function.set("parameters", tool.inputSchema());
        // Strict is the API's default, and it refuses schemas with optional properties.
        function.put("strict", false);
        return function;
    }

    private static void settings(ModelSettings settings, ObjectNode body) {
        if (settings.temperature() != null) {
            body.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            body.put("top_p", settings.topP());
        }
        if (settings.maxOutputTokens() != null) {
            body.put("max_output_tokens", settings.maxOutputTokens());
        }
        if (settings.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", settings.parallelToolCalls());
        }
        if (settings.toolChoice() != null) {
            toolChoice(settings.toolChoice(), body);
        }
        if (settings.reasoningEffort() != null) {
            body.putObject("reasoning").put("effort", settings.reasoningEffort());
        }
        settings.extraArguments().forEach((name, value) -> body.set(name, Json.tree(value)));
    }

    private static void toolChoice(String choice, ObjectNode body) {
        switch (choice) {
            case "auto", "required", "none" -> body.put("tool_choice", choice);
            default -> body.putObject("tool_choice").put("type", "function").put("name", choice);
        }
    }
}
