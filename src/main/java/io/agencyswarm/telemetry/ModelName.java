package io.agencyswarm.telemetry;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelRouter;
import java.util.Map;

/**
 * A model's name, split as OpenTelemetry's conventions require.
 *
 * @param provider the provider's name in the conventions, if they define one
 * @param model the provider's name for the model
 */
record ModelName(String provider, String model) {

    /** The label of all models without their own label. */
    static final String OTHER = "other";

    private static final String LITELLM = "litellm/";

    /** Providers whose names in the conventions differ from LiteLLM's. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "azure", "azure.ai.openai",
            "bedrock", "aws.bedrock",
            "gemini", "gcp.gemini",
            "mistral", "mistral_ai",
            "ollama_chat", "ollama",
            "xai", "x_ai");

    /** Parses a name as agents and clients write it. */
    static ModelName of(String name, ModelRouter models) {
        String prefix;
        try {
            prefix = models.clientPrefix(name);
        } catch (AgencyException _) {
            return new ModelName(OTHER, name);
        }
        String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return switch (prefix) {
            case "" -> new ModelName("openai", bare.startsWith("openai/") ? bare.substring(7) : bare);
            case LITELLM -> ofLiteLlm(bare, models);
            default -> new ModelName(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix, bare);
        };
    }

    private static ModelName ofLiteLlm(String name, ModelRouter models) {
        int slash = name.indexOf('/');
        String provider = slash < 0 ? "" : name.substring(0, slash);
        return models.providers().contains(provider)
                ? new ModelName(PROVIDERS.getOrDefault(provider, provider), name.substring(slash + 1))
                : new ModelName(OTHER, name);
    }
}
