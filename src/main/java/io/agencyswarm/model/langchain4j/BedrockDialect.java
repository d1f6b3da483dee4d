package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Amazon Bedrock's Converse API. Its client is our own. LangChain4j's (1.16.3) lets messages of one role follow each
 * other, sends blank texts, and says nothing of tools where only the conversation has calls, all of which Bedrock
 * refuses; it changes large numbers and null in the arguments of calls, and drops thoughts that are kept secret; and it
 * needs AWS's client, which takes seconds to load.
 */
final class BedrockDialect implements Dialect {

    private static final Rules RULES = new Rules(Pictures.BYTES, false, true, true, "bedrock:");

    /** LiteLLM's name for this API, which may stand before a model's. */
    private static final String CONVERSE = "converse/";

    /** For conversations with calls, which must not go without tools. */
    private static final ToolSpec NO_TOOL = new ToolSpec(
            "no_tool", "There is no tool. Never call this.", Json.object().put("type", "object"));

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public Framing framing() {
        return Framing.AWS_MESSAGES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        String model =
                request.model().startsWith(CONVERSE) ? request.model().substring(CONVERSE.length()) : request.model();
        return new BedrockClient(
                http.build(),
                access.baseUrl() + "/model/" + Access.inPath(model) + "/converse-stream",
                access.anyKey(),
                thinkingTokens(request.settings()) > 0);
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        ModelSettings settings = request.settings();
        Unmapped.note("bedrock", "parallelToolCalls", settings.parallelToolCalls());
        tools(body, request);
        if (settings.reasoningEffort() != null) {
            reasoning(body, request.model(), settings, settings.reasoningEffort());
        }
    }

    @Override
    public Optional<String> signature(String data) {
        if (!data.contains("\"signature\"") && !data.contains("\"redactedContent\"")) {
            return Optional.empty();
        }
        try {
            JsonNode thought = Json.read(data).at("/delta/reasoningContent");
            if (thought.has("redactedContent")) {
                return Optional.of(AnthropicDialect.REDACTED
                        + thought.path("redactedContent").asText(""));
            }
            return Optional.of(thought.path("signature").asText("")).filter(signature -> !signature.isEmpty());
        } catch (JsonProcessingException malformed) {
            // Read once more next, which says so.
            return Optional.empty();
        }
    }

    private static void tools(ObjectNode body, ModelRequest request) {
        String choice = Objects.requireNonNullElse(request.settings().toolChoice(), "");
        List<ToolSpec> tools =
                choice.equals("none") ? List.of() : request.tools().functions();
        if (tools.isEmpty()) {
            if (!body.path("messages").findValues("toolUse").isEmpty()) {
                tool(body.putObject("toolConfig").putArray("tools"), NO_TOOL);
            }
            return;
        }
        ObjectNode config = body.putObject("toolConfig");
        ArrayNode specifications = config.putArray("tools");
        tools.forEach(tool -> tool(specifications, tool));
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

    /** Each family of models has a field of its own for it; most that think are Claude, also those behind an ARN. */
    private static void reasoning(ObjectNode body, String model, ModelSettings settings, String effort) {
        if (model.contains("openai.")) {
            more(body).put("reasoning_effort", effort);
        } else if (model.contains("amazon.nova")) {
            ObjectNode config = more(body).putObject("reasoningConfig");
            if (effort.equals("none")) {
                config.put("type", "disabled");
            } else {
                config.put("type", "enabled").put("maxReasoningEffort", effort);
            }
        } else if (thinkingTokens(settings) > 0 && !callsWithoutThoughts(body)) {
            more(body).putObject("thinking").put("type", "enabled").put("budget_tokens", thinkingTokens(settings));
            if (body.get("inferenceConfig") instanceof ObjectNode inference) {
                Unmapped.note("bedrock, while it thinks,", "temperature", inference.remove("temperature"));
                Unmapped.note("bedrock, while it thinks,", "topP", inference.remove("topP"));
            }
        }
    }

    private static ObjectNode more(ObjectNode body) {
        return body.withObject("/additionalModelRequestFields");
    }

    private static int thinkingTokens(ModelSettings settings) {
        return Effort.ofClaude(settings, Objects.requireNonNullElse(settings.maxOutputTokens(), Integer.MAX_VALUE));
    }

    /**
     * Whether the turn goes on after calls of another model: then thinking would be refused for want of its thoughts.
     */
    private static boolean callsWithoutThoughts(ObjectNode body) {
        JsonNode messages = body.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText("").equals("assistant")) {
                JsonNode content = messages.get(i).path("content");
                return content.path(content.size() - 1).has("toolUse")
                        && !content.path(0).has("reasoningContent");
            }
        }
        return false;
    }
}
