package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.http.ExtraArguments;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/** Writes the body of {@code POST /responses}. */
final class ResponsesBody {

    private static final String STORE = "store";

    /** OpenAI's reasoning models. Deployments elsewhere may have any name. */
    private static final Pattern REASONING = Pattern.compile("(gpt-5(?!.*-chat-latest)|o[1-9]).*");

    private static final String CODE_INTERPRETER = "code_interpreter";

    private ResponsesBody() {}

    static byte[] of(ModelRequest request) {
        ObjectNode body = Json.object();
        body.put("model", request.model());
        if (!request.instructions().isEmpty()) {
            body.put("instructions", request.instructions());
        }
        boolean storesAnswers = storesAnswers(request);
        InputItems.write(request.input(), body.putArray("input"), storesAnswers);
        writeTools(request.tools(), body);
        if (!storesAnswers && isReasoningModel(request)) {
            body.withArray("include").add("reasoning.encrypted_content");
        }
        if (request.output() != null) {
            body.withObject("text")
                    .putObject("format")
                    .put("type", "json_schema")
                    .put("name", request.output().name())
                    .put("strict", true)
                    .set("schema", request.output().schema());
        }
        body.put("stream", true);
        writeSettings(OriginalDefaults.fill(request.settings(), request.model()), request.tools(), body);
        ExtraArguments.merge(request, body);
        return Json.bytes(body);
    }

    /** Returns whether the provider stores its answers, which is the default. */
    private static boolean storesAnswers(ModelRequest request) {
        Boolean agentSetting = request.settings().store();
        Object agentValue =
                request.settings().extraArguments().getOrDefault(STORE, agentSetting == null || agentSetting);
        return !Boolean.FALSE.equals(request.clientConfig().extraArguments().getOrDefault(STORE, agentValue));
    }

    /**
     * Returns whether this is a reasoning model. For other models the API refuses a request for encrypted reasoning.
     */
    private static boolean isReasoningModel(ModelRequest request) {
        return request.settings().reasoningEffort() != null
                || request.settings().reasoningSummary() != null
                || REASONING.matcher(request.model()).matches();
    }

    private static void writeTools(ModelTools modelTools, ObjectNode body) {
        ArrayNode tools = Json.array();
        modelTools.functions().forEach(tool -> tools.add(function(tool)));
        modelTools.hosted().forEach(tool -> tools.add(tool.json()));
        if (!modelTools.codeInterpreterFileIds().isEmpty()) {
            ArrayNode files = container(tools).withArray("file_ids");
            modelTools.codeInterpreterFileIds().forEach(files::add);
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        SequencedSet<String> include = new LinkedHashSet<>();
        modelTools.hosted().forEach(tool -> include.addAll(tool.include()));
        if (!include.isEmpty()) {
            include.forEach(body.putArray("include")::add);
        }
    }

    /** Returns the container for attached files: that of the agent's own code interpreter if it has one. */
    private static ObjectNode container(ArrayNode tools) {
        for (JsonNode tool : tools) {
            if (tool.path("type").asText().equals(CODE_INTERPRETER)) {
                return tool.path("container") instanceof ObjectNode container
                        ? container
                        // A container that is named by its id can't get files from a request.
                        : ((ObjectNode) tool).putObject("container").put("type", "auto");
            }
        }
        return tools.addObject()
                .put("type", CODE_INTERPRETER)
                .putObject("container")
                .put("type", "auto");
    }

    private static ObjectNode function(ToolSpec tool) {
        ObjectNode function = Json.object();
        function.put("type", "function").put("name", tool.name()).put("description", tool.description());
        function.set("parameters", parameters(tool));
        // The API's default is strict, which refuses schemas with optional properties.
        function.put("strict", tool.strict());
        return function;
    }

    /** A strict schema needs {@code required} even if it is empty. */
    private static ObjectNode parameters(ToolSpec tool) {
        if (!tool.strict() || tool.inputSchema().has("required")) {
            return tool.inputSchema();
        }
        ObjectNode copy = Json.object();
        copy.setAll(tool.inputSchema());
        copy.putArray("required");
        return copy;
    }

    private static void writeSettings(ModelSettings settings, ModelTools modelTools, ObjectNode body) {
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
            writeToolChoice(settings.toolChoice(), modelTools, body);
        }
        if (settings.reasoningEffort() != null) {
            body.withObject("reasoning").put("effort", settings.reasoningEffort());
        }
        if (settings.reasoningSummary() != null) {
            body.withObject("reasoning").put("summary", word(settings.reasoningSummary()));
        }
        if (settings.verbosity() != null) {
            body.withObject("text").put("verbosity", word(settings.verbosity()));
        }
        if (settings.truncation() != null) {
            body.put("truncation", word(settings.truncation()));
        }
        if (settings.store() != null) {
            body.put(STORE, settings.store());
        }
        if (!settings.metadata().isEmpty()) {
            body.set("metadata", Json.tree(settings.metadata()));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void writeToolChoice(String choice, ModelTools modelTools, ObjectNode body) {
        switch (choice) {
            case "auto", "required", "none" -> body.put("tool_choice", choice);
            default ->
                body.set(
                        "tool_choice",
                        modelTools.hosted().stream()
                                .filter(tool -> tool.name().equals(choice))
                                .map(HostedTool::choice)
                                .findFirst()
                                .orElseGet(() ->
                                        Json.object().put("type", "function").put("name", choice)));
        }
    }
}
