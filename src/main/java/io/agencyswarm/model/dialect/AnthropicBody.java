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
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes the body of a request to Anthropic's Messages API. */
final class AnthropicBody implements AlternatingMessages.Blocks {

    /** The API requires a maximum in each request. All current models support this one. */
    private static final int MAX_TOKENS = 8_192;

    private static final OutputMedia MEDIA =
            new OutputMedia(EnumSet.allOf(OutputMedia.Rule.class), Set.of(OutputMedia.PDF));

    private final ModelRequest request;
    private final ObjectNode body = Json.object();

    AnthropicBody(ModelRequest request) {
        this.request = request;
    }

    ObjectNode write() {
        ModelSettings settings = request.settings();
        List<PromptMessage> conversation =
                PromptConversation.of(request, CallIdRule.WORDS, AnthropicChunkReader.TAG, MEDIA);
        AlternatingMessages messages = new AlternatingMessages(this, "assistant", "content").write(conversation);
        body.put("model", request.model()).set("messages", messages.messages());
        if (!messages.system().isEmpty()) {
            body.set("system", messages.system());
        }
        writeSettings(settings);
        writeTools(PlaceholderTool.orIfNeeded(request.tools().functions(), conversation), settings);
        if (request.output() != null) {
            ObjectNode schema = request.output().schema().deepCopy();
            UnlimitedSchemas.simplify(schema);
            body.putObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", schema);
        }
        ExtraArguments.merge(request, body);
        reconcileThinking(messages.endsWithUnreasonedCalls(
                block -> type(block).equals("tool_result"), block -> type(block).endsWith("thinking")));
        return body;
    }

    @Override
    public ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    @Override
    public ObjectNode image(PromptMessage.Part.ImagePart image) {
        return Json.object().put("type", "image").set("source", source(image.url()));
    }

    @Override
    public ObjectNode file(PromptMessage.Part.FilePart file) {
        ObjectNode block = Json.object().put("type", "document");
        block.set("source", source(file.url()));
        return file.name().isBlank() ? block : block.put("title", file.name());
    }

    private static ObjectNode source(String url) {
        return DataUrl.parse(url)
                .map(content -> Json.object()
                        .put("type", "base64")
                        .put("media_type", content.mediaType())
                        .put("data", content.base64()))
                .orElseGet(() -> Json.object().put("type", "url").put("url", url));
    }

    @Override
    public ObjectNode reasoning(PromptMessage.Block.ReasoningBlock reasoning) {
        String signature = reasoning.signature();
        return signature.startsWith(AnthropicChunkReader.REDACTED)
                ? Json.object()
                        .put("type", "redacted_thinking")
                        .put("data", signature.substring(AnthropicChunkReader.REDACTED.length()))
                : Json.object()
                        .put("type", "thinking")
                        .put("thinking", reasoning.text())
                        .put("signature", signature);
    }

    @Override
    public ObjectNode call(PromptMessage.Block.CallBlock call) {
        ObjectNode use =
                Json.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        use.set("input", call.object());
        return use;
    }

    @Override
    public ObjectNode result(PromptMessage.Block.CallBlock call) {
        ObjectNode result = Json.object().put("type", "tool_result").put("tool_use_id", call.id());
        List<PromptMessage.Part> parts = call.partsOrEmpty();
        if (parts.size() == 1 && parts.getFirst() instanceof PromptMessage.Part.TextPart(String text)) {
            return result.put("content", text);
        }
        parts.forEach(part -> result.withArray("content").add(part(part)));
        return result;
    }

    private void writeSettings(ModelSettings settings) {
        UnsupportedSettings.logOpenAiOnly("anthropic", settings);
        int bound = Objects.requireNonNullElse(settings.maxOutputTokens(), MAX_TOKENS);
        body.put("max_tokens", bound);
        if (settings.temperature() != null) {
            body.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            body.put("top_p", settings.topP());
        }
        body.put("stream", true);
        int thinking = Effort.ofClaude(settings, bound);
        if (thinking > 0) {
            body.putObject("thinking").put("type", "enabled").put("budget_tokens", thinking);
        }
    }

    private void writeTools(List<ToolSpec> tools, ModelSettings settings) {
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode toolArray = body.putArray("tools");
        for (ToolSpec tool : tools) {
            ObjectNode specification = toolArray.addObject().put("name", tool.name());
            if (!tool.description().isEmpty()) {
                specification.put("description", tool.description());
            }
            specification.set("input_schema", tool.inputSchema());
        }
        boolean oneAtATime = Boolean.FALSE.equals(settings.parallelToolCalls());
        boolean isOpen = settings.toolChoice() == null && !oneAtATime;
        if (isOpen || request.tools().functions().isEmpty()) {
            return;
        }
        ObjectNode choice = body.putObject("tool_choice");
        String toolChoice = Objects.requireNonNullElse(settings.toolChoice(), "auto");
        switch (toolChoice) {
            case "auto", "none" -> choice.put("type", toolChoice);
            case "required" -> choice.put("type", "any");
            default -> choice.put("type", "tool").put("name", toolChoice);
        }
        if (oneAtATime && !toolChoice.equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
    }

    /**
     * Removes what the API refuses in combination. Thinking is removed if a tool is forced, and if the turn continues
     * after calls without thinking, such as those of another model. Otherwise thinking stays, and temperature and top_p
     * are removed.
     */
    private void reconcileThinking(boolean endsWithUnreasonedCalls) {
        JsonNode thinking = body.path("thinking");
        if (!thinking.path("type").asText("").equals("enabled")) {
            return;
        }
        String choice = body.path("tool_choice").path("type").asText("");
        if (choice.equals("any") || choice.equals("tool") || endsWithUnreasonedCalls) {
            body.remove("thinking");
            return;
        }
        UnsupportedSettings.log("anthropic, while it thinks,", "temperature", body.remove("temperature"));
        UnsupportedSettings.log("anthropic, while it thinks,", "topP", body.remove("top_p"));
        int budget = thinking.path("budget_tokens").asInt(0);
        if (request.settings().maxOutputTokens() == null
                && budget >= body.path("max_tokens").asInt(0)) {
            body.put("max_tokens", budget + MAX_TOKENS);
        }
    }

    private static String type(JsonNode block) {
        return LenientFields.text(block, "type");
    }
}
