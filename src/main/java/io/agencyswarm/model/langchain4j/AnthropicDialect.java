package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import java.util.Objects;
import java.util.Optional;

/** Anthropic's messages. */
final class AnthropicDialect implements Dialect {

    /** What stands before thoughts that the provider keeps secret; their text is all there is of them. */
    static final String REDACTED = "redacted:";

    /** The API wants a bound in each request; all current models can go as far. */
    private static final int MAX_TOKENS = 8_192;

    private static final Rules RULES = new Rules(Pictures.ADDRESS_OR_BYTES, false, true, true, "anthropic:");

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(access.baseUrl().endsWith("/v1") ? access.baseUrl() : access.baseUrl() + "/v1")
                .apiKey(access.anyKey())
                .modelName(request.model())
                .maxTokens(bound(request.settings()))
                .returnThinking(true)
                .sendThinking(thinkingTokens(request.settings()) > 0)
                .build();
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        ModelSettings settings = request.settings();
        JsonNode tools = body.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            ((ObjectNode) tools.get(i))
                    .set("input_schema", request.tools().functions().get(i).inputSchema());
        }
        if (!tools.isEmpty()) {
            toolChoice(body, settings);
        }
        UnlimitedSchemas.simplify(body.at("/output_config/format/schema"));
        int thinking = thinkingTokens(settings);
        if (thinking > 0 && !callsWithoutThoughts(body)) {
            body.putObject("thinking").put("type", "enabled").put("budget_tokens", thinking);
            Unmapped.note("anthropic, while it thinks,", "temperature", body.remove("temperature"));
            Unmapped.note("anthropic, while it thinks,", "topP", body.remove("top_p"));
        }
    }

    @Override
    public Optional<String> signature(String data) {
        if (!data.contains("\"signature\"") && !data.contains("\"redacted_thinking\"")) {
            return Optional.empty();
        }
        try {
            JsonNode event = Json.read(data);
            String signature = event.path("delta").path("signature").asText("");
            JsonNode block = event.path("content_block");
            if (block.path("type").asText("").equals("redacted_thinking")) {
                return Optional.of(REDACTED + block.path("data").asText(""));
            }
            return signature.isEmpty() ? Optional.empty() : Optional.of(signature);
        } catch (JsonProcessingException malformed) {
            // LangChain4j reads the same data next, and says so.
            return Optional.empty();
        }
    }

    private static void toolChoice(ObjectNode body, ModelSettings settings) {
        boolean oneAtATime = Boolean.FALSE.equals(settings.parallelToolCalls());
        if (settings.toolChoice() == null && !oneAtATime) {
            return;
        }
        ObjectNode choice = body.putObject("tool_choice");
        String wanted = Objects.requireNonNullElse(settings.toolChoice(), "auto");
        switch (wanted) {
            case "auto", "none" -> choice.put("type", wanted);
            case "required" -> choice.put("type", "any");
            default -> choice.put("type", "tool").put("name", wanted);
        }
        if (oneAtATime && !wanted.equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
    }

    private static int bound(ModelSettings settings) {
        return Objects.requireNonNullElse(settings.maxOutputTokens(), MAX_TOKENS);
    }

    private static int thinkingTokens(ModelSettings settings) {
        return Effort.ofClaude(settings, bound(settings));
    }

    /**
     * Whether the turn goes on after calls of another model: then thinking would be refused for want of its thoughts.
     */
    private static boolean callsWithoutThoughts(ObjectNode body) {
        JsonNode messages = body.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText("").equals("assistant")) {
                JsonNode content = messages.get(i).path("content");
                boolean calls =
                        content.path(content.size() - 1).path("type").asText("").equals("tool_use");
                return calls && !content.path(0).path("type").asText("").endsWith("thinking");
            }
        }
        return false;
    }
}
