package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.tool.ToolSpec;
import java.util.Map;

/** The body of {@code POST /responses}. */
final class ResponsesBody {

    private ResponsesBody() {}

    static byte[] of(ModelRequest request) {
        ObjectNode body = Json.object();
        body.put("model", request.model());
        if (!request.instructions().isEmpty()) {
            body.put("instructions", request.instructions());
        }
        InputItems.write(request.input(), body.putArray("input"));
        tools(request.tools(), body);
        if (request.output() != null) {
            body.putObject("text")
                    .putObject("format")
                    .put("type", "json_schema")
                    .put("name", request.output().name())
                    .put("strict", true)
                    .set("schema", request.output().schema());
        }
        body.put("stream", true);
        settings(request.settings(), body);
        extra(request.settings().extraArguments(), body);
        extra(request.binding().extraArguments(), body);
        return Json.bytes(body);
    }

    private static void tools(ModelTools offered, ObjectNode body) {
        if (offered.functions().isEmpty() && offered.codeFiles().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        offered.functions().forEach(tool -> tools.add(function(tool)));
        if (!offered.codeFiles().isEmpty()) {
            ObjectNode container =
                    tools.addObject().put("type", "code_interpreter").putObject("container");
            container.put("type", "auto");
            offered.codeFiles().forEach(container.putArray("file_ids")::add);
        }
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
    }

    private static void extra(Map<String, Object> arguments, ObjectNode body) {
        arguments.forEach((name, value) -> body.set(name, Json.tree(value)));
    }

    private static void toolChoice(String choice, ObjectNode body) {
        switch (choice) {
            case "auto", "required", "none" -> body.put("tool_choice", choice);
            default -> body.putObject("tool_choice").put("type", "function").put("name", choice);
        }
    }
}
