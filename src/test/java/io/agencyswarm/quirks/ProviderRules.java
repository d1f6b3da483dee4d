package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What the real services refuse: one pure function for each format. */
final class ProviderRules {

    private ProviderRules() {}

    /**
     * The words in which the real service refuses a request.
     *
     * @param path tells the format; for Gemini and Bedrock the model too
     * @return empty where the service takes it
     */
    static Optional<String> refusal(String path, JsonNode body) {
        String model = body.path("model").asText("");
        return switch (WireFormat.of(path)) {
            case ANTHROPIC -> AnthropicRules.refusal(body);
            case RESPONSES -> ResponsesRules.refusal(body);
            case CHAT ->
                model.contains("stral")
                        ? ChatRules.mistral(body)
                        : model.contains("deepseek") ? ChatRules.deepseek(body) : ChatRules.chat(body);
            case GEMINI -> GeminiRules.refusal(body, path.contains("gemini-3"));
            case OLLAMA -> OllamaRules.refusal(body);
            case BEDROCK -> BedrockRules.refusal(body);
            case UNKNOWN -> Optional.empty();
        };
    }
}
