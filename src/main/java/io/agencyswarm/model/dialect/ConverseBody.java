package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.http.ExtraArguments;
import io.agencyswarm.net.DataUrl;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes the body of a request to Bedrock's Converse API: user and model alternate, and no text is blank. */
final class ConverseBody implements AlternatingMessages.Blocks {

    /** The formats of documents by their types. */
    private static final Map<String, String> DOCUMENTS = Map.of(
            OutputMedia.PDF, "pdf", "text/csv", "csv", "text/html", "html", "text/plain", "txt", "text/markdown", "md");

    private static final OutputMedia MEDIA = new OutputMedia(Set.of(OutputMedia.Rule.IN_RESULTS), DOCUMENTS.keySet());

    private final ModelRequest request;
    private final ObjectNode body = Json.object();

    /** Number of documents so far. Their names must be unique, and may contain few kinds of characters. */
    private int documents;

    ConverseBody(ModelRequest request) {
        this.request = request;
    }

    ObjectNode write() {
        ModelSettings settings = request.settings();
        List<PromptMessage> conversation =
                PromptConversation.of(request, CallIdRule.WORDS, ConverseChunkReader.TAG, MEDIA);
        AlternatingMessages messages = new AlternatingMessages(this, "assistant", "content").write(conversation);
        body.set("messages", messages.messages());
        if (!messages.system().isEmpty()) {
            body.set("system", messages.system());
        }
        writeSettings(settings);
        writeTools(conversation, Objects.requireNonNullElse(settings.toolChoice(), ""));
        if (request.output() != null) {
            writeOutput(request.output().name(), request.output().schema().deepCopy());
        }
        if (settings.reasoningEffort() != null) {
            writeReasoning(settings, settings.reasoningEffort());
        }
        ExtraArguments.merge(request, body);
        reconcileThinking(messages.endsWithUnreasonedCalls(
                block -> block.has("toolResult"), block -> block.has("reasoningContent")));
        return body;
    }

    @Override
    public ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    @Override
    public ObjectNode image(PromptMessage.Part.ImagePart image) {
        DataUrl content = ContentParts.dataUrl(image);
        String format = content.mediaType().substring(content.mediaType().indexOf('/') + 1);
        ObjectNode block = Json.object();
        block.putObject("image")
                .put("format", format.equals("jpg") ? "jpeg" : format)
                .putObject("source")
                .put("bytes", content.base64());
        return block;
    }

    @Override
    public ObjectNode file(PromptMessage.Part.FilePart file) {
        DataUrl content = DataUrl.parse(file.url()).orElseThrow();
        ObjectNode block = Json.object();
        block.putObject("document")
                .put("format", DOCUMENTS.get(content.mediaType()))
                .put("name", "document-" + ++documents)
                .putObject("source")
                .put("bytes", content.base64());
        return block;
    }

    @Override
    public ObjectNode reasoning(PromptMessage.Block.ReasoningBlock reasoning) {
        String signature = reasoning.signature();
        ObjectNode block = Json.object();
        ObjectNode content = block.putObject("reasoningContent");
        if (signature.startsWith(AnthropicChunkReader.REDACTED)) {
            content.put("redactedContent", signature.substring(AnthropicChunkReader.REDACTED.length()));
        } else {
            content.putObject("reasoningText").put("text", reasoning.text()).put("signature", signature);
        }
        return block;
    }

    @Override
    public ObjectNode call(PromptMessage.Block.CallBlock call) {
        ObjectNode block = Json.object();
        block.putObject("toolUse")
                .put("toolUseId", call.id())
                .put("name", call.name())
                .set("input", call.object());
        return block;
    }

    @Override
    public ObjectNode result(PromptMessage.Block.CallBlock call) {
        ObjectNode block = Json.object();
        ArrayNode content =
                block.putObject("toolResult").put("toolUseId", call.id()).putArray("content");
        call.partsOrEmpty().forEach(part -> content.add(part(part)));
        return block;
    }

    private void writeSettings(ModelSettings settings) {
        UnsupportedSettings.log("bedrock", "parallelToolCalls", settings.parallelToolCalls());
        UnsupportedSettings.logOpenAiOnly("bedrock", settings);
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

    private void writeTools(List<PromptMessage> conversation, String choice) {
        boolean isNone = choice.equals("none");
        List<ToolSpec> tools =
                PlaceholderTool.orIfNeeded(isNone ? List.of() : request.tools().functions(), conversation);
        if (tools.isEmpty()) {
            return;
        }
        ObjectNode config = body.putObject("toolConfig");
        ArrayNode specifications = config.putArray("tools");
        tools.forEach(tool -> writeTool(specifications, tool));
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

    private static void writeTool(ArrayNode specifications, ToolSpec tool) {
        ObjectNode specification =
                specifications.addObject().putObject("toolSpec").put("name", tool.name());
        if (!tool.description().isBlank()) {
            specification.put("description", tool.description());
        }
        specification.putObject("inputSchema").set("json", tool.inputSchema());
    }

    /** Writes the schema as a text, limited to what Anthropic supports. */
    private void writeOutput(String name, ObjectNode schema) {
        UnlimitedSchemas.simplify(schema);
        ObjectNode format =
                body.putObject("outputConfig").putObject("textFormat").put("type", "json_schema");
        format.putObject("structure").putObject("jsonSchema").put("name", name).put("schema", Json.text(schema));
    }

    /**
     * Writes the reasoning effort, for which each model family has its own field. Models with an ARN are treated as
     * Claude.
     */
    private void writeReasoning(ModelSettings settings, String effort) {
        String model = request.model();
        int thinking =
                Effort.ofClaude(settings, Objects.requireNonNullElse(settings.maxOutputTokens(), Integer.MAX_VALUE));
        if (model.contains("openai.")) {
            additionalFields().put("reasoning_effort", effort);
        } else if (model.contains("amazon.nova")) {
            ObjectNode config = additionalFields().putObject("reasoningConfig");
            if (effort.equals("none")) {
                config.put("type", "disabled");
            } else {
                config.put("type", "enabled").put("maxReasoningEffort", effort);
            }
        } else if (thinking > 0) {
            additionalFields().putObject("thinking").put("type", "enabled").put("budget_tokens", thinking);
        }
    }

    private ObjectNode additionalFields() {
        return body.withObject("/additionalModelRequestFields");
    }

    /** Applies the rules of {@link AnthropicBody}, because the models are the same. */
    private void reconcileThinking(boolean endsWithUnreasonedCalls) {
        JsonNode fields = body.path("additionalModelRequestFields");
        if (!fields.at("/thinking/type").asText("").equals("enabled")) {
            return;
        }
        JsonNode choice = body.at("/toolConfig/toolChoice");
        if (choice.has("any") || choice.has("tool") || endsWithUnreasonedCalls) {
            ((ObjectNode) fields).remove("thinking");
            if (fields.isEmpty()) {
                body.remove("additionalModelRequestFields");
            }
            return;
        }
        if (body.get("inferenceConfig") instanceof ObjectNode inference) {
            UnsupportedSettings.log("bedrock, while it thinks,", "temperature", inference.remove("temperature"));
            UnsupportedSettings.log("bedrock, while it thinks,", "topP", inference.remove("topP"));
        }
    }
}
