package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import java.util.Locale;
import java.util.Optional;

/** Google's Gemini API. */
final class GeminiDialect implements Dialect {

    private static final Rules RULES = new Rules(Pictures.BYTES, false, true, true, "gemini:");

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(access.baseUrl())
                .apiKey(access.anyKey())
                .modelName(Access.inPath(request.model()))
                .returnThinking(true)
                .sendThinking(true)
                .build();
    }

    @Override
    public void finish(ObjectNode body, ModelRequest request) {
        ModelSettings settings = request.settings();
        Unmapped.note("gemini", "parallelToolCalls", settings.parallelToolCalls());
        if (settings.reasoningEffort() != null) {
            thinking(body, request.model(), settings.reasoningEffort());
        }
        JsonNode tools = body.path("tools").path(0).path("functionDeclarations");
        for (int i = 0; i < tools.size(); i++) {
            // Not "parameters", which is Google's own form of schemas and a small part of JSON Schema.
            ((ObjectNode) tools.get(i))
                    .set(
                            "parametersJsonSchema",
                            request.tools().functions().get(i).inputSchema());
        }
        if (settings.toolChoice() != null && !tools.isEmpty()) {
            toolChoice(body, settings.toolChoice());
        }
        joinResults(body);
    }

    @Override
    public Optional<String> signature(String data) {
        if (!data.contains("\"thoughtSignature\"") || !data.contains("\"functionCall\"")) {
            return Optional.empty();
        }
        try {
            for (JsonNode part : Json.read(data).at("/candidates/0/content/parts")) {
                if (part.has("functionCall") && part.has("thoughtSignature")) {
                    return Optional.of(part.path("thoughtSignature").asText());
                }
            }
        } catch (JsonProcessingException malformed) {
            // LangChain4j reads the same data next, and says so.
        }
        return Optional.empty();
    }

    private static void thinking(ObjectNode body, String model, String effort) {
        ObjectNode thinking = body.withObject("/generationConfig").putObject("thinkingConfig");
        thinking.put("includeThoughts", !effort.equals("none"));
        if (model.startsWith("gemini-3")) {
            thinking.put("thinkingLevel", effort);
        } else {
            thinking.put("thinkingBudget", Effort.tokens(effort));
        }
    }

    private static void toolChoice(ObjectNode body, String choice) {
        ObjectNode calling = body.withObject("/toolConfig").putObject("functionCallingConfig");
        switch (choice) {
            case "auto", "none" -> calling.put("mode", choice.toUpperCase(Locale.ROOT));
            case "required" -> calling.put("mode", "ANY");
            default ->
                calling.put("mode", "ANY").putArray("allowedFunctionNames").add(choice);
        }
    }

    /** The results of one turn's calls belong into one message; LangChain4j writes one each. */
    private static void joinResults(ObjectNode body) {
        ArrayNode joined = Json.mapper().createArrayNode();
        for (JsonNode content : body.path("contents")) {
            JsonNode last = joined.path(joined.size() - 1);
            if (holdsResult(content) && holdsResult(last)) {
                ((ArrayNode) last.path("parts")).addAll((ArrayNode) content.path("parts"));
            } else {
                joined.add(content);
            }
        }
        body.set("contents", joined);
    }

    private static boolean holdsResult(JsonNode content) {
        return content.path("parts").path(0).has("functionResponse");
    }
}
