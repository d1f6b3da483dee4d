package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The rules of the real services: one pure function for each format. */
final class ProviderRules {

    private ProviderRules() {}

    /**
     * Returns the error with which the real service rejects a request.
     *
     * @param path tells the format; for Gemini and Bedrock the model too
     * @return empty if the service accepts it
     */
    static Optional<String> refusal(String path, JsonNode body) {
        return switch (WireFormat.of(path)) {
            case ANTHROPIC -> AnthropicRules.refusal(body);
            case RESPONSES -> ResponsesRules.refusal(body);
            case CHAT -> chat(body, body.path("model").asText(""));
            case GEMINI -> GeminiRules.refusal(body, path.contains("gemini-3"));
            case OLLAMA -> OllamaRules.refusal(body);
            case BEDROCK -> BedrockRules.refusal(body);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> chat(JsonNode body, String model) {
        if (model.contains("stral")) {
            return ChatRules.mistral(body);
        }
        if (model.contains("deepseek")) {
            return ChatRules.deepseek(body);
        }
        return model.contains("sonar") ? ChatRules.perplexity(body) : ChatRules.chat(body);
    }
}
