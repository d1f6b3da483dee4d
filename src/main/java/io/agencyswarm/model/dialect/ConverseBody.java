package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Objects;

/** Writes the body of a request for Bedrock's Converse: two roles take turns, and no text is blank. */
final class ConverseBody {

    private final ModelRequest request;
    private final ObjectNode body = Json.object();
    private final ArrayNode messages;
    private final Alternating turns;

    ConverseBody(ModelRequest request) {
        this.request = request;
        messages = body.putArray("messages");
        turns = new Alternating(messages, "assistant", "content", text(Contents.EMPTY));
    }

    ObjectNode written() {
        ModelSettings settings = request.settings();
        List<Said> said = History.of(request, CallIdRule.WORDS, ConverseChunks.TAG);
        said.forEach(this::add);
        turns.end(text(Contents.GO_ON));
        settings(settings);
        tools(said, Objects.requireNonNullElse(settings.toolChoice(), ""));
        if (request.output() != null) {
            output(request.output().name(), request.output().schema().deepCopy());
        }
        if (settings.reasoningEffort() != null) {
            reasoning(settings, settings.reasoningEffort());
        }
        Extras.merge(request, body);
        reconcileThinking();
        return body;
    }

    private void add(Said said) {
        switch (said) {
            case Said.BySystem system
            when messages.isEmpty() -> body.withArray("/system").add(text(system.text()));
            case Said.BySystem system -> turns.user(Json.array().add(text(system.text())));
            case Said.ByUser user -> user(user);
            case Said.ByModel model -> assistant(model);
        }
    }

    private void user(Said.ByUser user) {
        ArrayNode blocks = Json.array();
        for (Said.Part part : user.parts()) {
            switch (part) {
                case Said.Part.Text text -> {
                    if (!text.text().isBlank()) {
                        blocks.add(text(text.text()));
                    }
                }
                case Said.Part.Picture picture -> {
                    Contents.Bytes bytes = Contents.bytes(picture);
                    String format = bytes.type().substring(bytes.type().indexOf('/') + 1);
                    blocks.addObject()
                            .putObject("image")
                            .put("format", format.equals("jpg") ? "jpeg" : format)
                            .putObject("source")
                            .put("bytes", bytes.base64());
                }
            }
        }
        turns.user(blocks);
    }

    private void assistant(Said.ByModel said) {
        ArrayNode reasoning = Json.array();
        ArrayNode blocks = Json.array();
        ArrayNode results = Json.array();
        for (Said.Block block : said.blocks()) {
            switch (block) {
                case Said.Block.Text text -> blocks.add(text(text.text()));
                case Said.Block.Reasoning thought -> reasoning(thought, reasoning.addObject());
                case Said.Block.Call call -> {
                    ObjectNode use = blocks.addObject().putObject("toolUse").put("toolUseId", call.id());
                    use.put("name", call.name()).set("input", Arguments.object(call.arguments()));
                    ObjectNode result = results.addObject().putObject("toolResult");
                    result.put("toolUseId", call.id())
                            .putArray("content")
                            .add(text(call.output().isBlank() ? Contents.EMPTY : call.output()));
                }
            }
        }
        turns.model(reasoning, blocks);
        if (!results.isEmpty()) {
            turns.user(results);
        }
    }

    private static void reasoning(Said.Block.Reasoning thought, ObjectNode block) {
        ObjectNode content = block.putObject("reasoningContent");
        if (thought.signature().startsWith(AnthropicChunks.REDACTED)) {
            content.put("redactedContent", thought.signature().substring(AnthropicChunks.REDACTED.length()));
        } else {
            content.putObject("reasoningText").put("text", thought.text()).put("signature", thought.signature());
        }
    }

    private static ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    private void settings(ModelSettings settings) {
        Unmapped.note("bedrock", "parallelToolCalls", settings.parallelToolCalls());
        ObjectNode inference = Json.object();
        if (settings.maxOutputTokens() != null) {
            inference.put("maxTokens", settings.maxOutputTokens());
        }
        if (settings.temperature() != null) {
            inference.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            inference.put("topP", settings.topP());
        }
        if (!inference.isEmpty()) {
            body.set("inferenceConfig", inference);
        }
    }

    private void tools(List<Said> said, String choice) {
        boolean isNone = choice.equals("none");
        List<ToolSpec> tools = NoTool.or(isNone ? List.of() : request.tools().functions(), said);
        if (tools.isEmpty()) {
            return;
        }
        ObjectNode config = body.putObject("toolConfig");
        ArrayNode specifications = config.putArray("tools");
        tools.forEach(tool -> tool(specifications, tool));
        if (isNone || request.tools().functions().isEmpty()) {
            return;
        }
        switch (choice) {
            case "" -> {}
            case "auto" -> config.putObject("toolChoice").putObject("auto");
            case "required" -> config.putObject("toolChoice").putObject("any");
            default -> config.putObject("toolChoice").putObject("tool").put("name", choice);
        }
    }

    private static void tool(ArrayNode specifications, ToolSpec tool) {
        ObjectNode specification =
                specifications.addObject().putObject("toolSpec").put("name", tool.name());
        if (!tool.description().isBlank()) {
            specification.put("description", tool.description());
        }
        specification.putObject("inputSchema").set("json", tool.inputSchema());
    }

    /** The schema is a text here, and held to what Anthropic takes. */
    private void output(String name, ObjectNode schema) {
        UnlimitedSchemas.simplify(schema);
        ObjectNode format =
                body.putObject("outputConfig").putObject("textFormat").put("type", "json_schema");
        format.putObject("structure").putObject("jsonSchema").put("name", name).put("schema", Json.text(schema));
    }

    /** Each family of models has a field of its own for it; most that think are Claude, also those behind an ARN. */
    private void reasoning(ModelSettings settings, String effort) {
        String model = request.model();
        int thinking =
                Effort.ofClaude(settings, Objects.requireNonNullElse(settings.maxOutputTokens(), Integer.MAX_VALUE));
        if (model.contains("openai.")) {
            more().put("reasoning_effort", effort);
        } else if (model.contains("amazon.nova")) {
            ObjectNode config = more().putObject("reasoningConfig");
            if (effort.equals("none")) {
                config.put("type", "disabled");
            } else {
                config.put("type", "enabled").put("maxReasoningEffort", effort);
            }
        } else if (thinking > 0) {
            more().putObject("thinking").put("type", "enabled").put("budget_tokens", thinking);
        }
    }

    private ObjectNode more() {
        return body.withObject("/additionalModelRequestFields");
    }

    /** As {@link AnthropicBody} has it: it is the same models. */
    private void reconcileThinking() {
        JsonNode fields = body.path("additionalModelRequestFields");
        if (!fields.at("/thinking/type").asText("").equals("enabled")) {
            return;
        }
        JsonNode choice = body.at("/toolConfig/toolChoice");
        if (choice.has("any") || choice.has("tool") || goesOnWithoutThoughts()) {
            ((ObjectNode) fields).remove("thinking");
            if (fields.isEmpty()) {
                body.remove("additionalModelRequestFields");
            }
            return;
        }
        if (body.get("inferenceConfig") instanceof ObjectNode inference) {
            Unmapped.note("bedrock, while it thinks,", "temperature", inference.remove("temperature"));
            Unmapped.note("bedrock, while it thinks,", "topP", inference.remove("topP"));
        }
    }

    private boolean goesOnWithoutThoughts() {
        JsonNode last = messages.path(messages.size() - 1).path("content");
        JsonNode model = messages.path(messages.size() - 2).path("content");
        return last.path(0).has("toolResult") && !model.path(0).has("reasoningContent");
    }
}
