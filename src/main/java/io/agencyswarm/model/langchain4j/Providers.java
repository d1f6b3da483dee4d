package io.agencyswarm.model.langchain4j;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of providers, with the addresses and the variables that LiteLLM gives them. */
final class Providers {

    static final String OPENAI = "openai";

    private static final Map<String, Provider> TABLE = new TreeMap<>();

    static {
        // OPENAI_API_KEY and OPENAI_BASE_URL are read through ModelConfig.
        add(new Provider(
                OPENAI,
                new OpenAiDialect(true),
                "https://api.openai.com/v1",
                List.of("OPENAI_BASE_URL"),
                List.of("OPENAI_API_KEY"),
                Provider.Proof.KEY));
        add(new Provider(
                "azure",
                new AzureDialect(),
                null,
                List.of("AZURE_API_BASE"),
                List.of("AZURE_API_KEY", "AZURE_OPENAI_API_KEY"),
                Provider.Proof.KEY));
        add(new Provider(
                "anthropic",
                new AnthropicDialect(),
                "https://api.anthropic.com/v1",
                List.of("ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"),
                List.of("ANTHROPIC_API_KEY"),
                Provider.Proof.KEY));
        add(new Provider(
                "gemini",
                new GeminiDialect(),
                "https://generativelanguage.googleapis.com/v1beta",
                List.of("GEMINI_API_BASE"),
                List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
                Provider.Proof.KEY));
        add(new Provider(
                "mistral",
                new MistralDialect(),
                "https://api.mistral.ai/v1",
                List.of("MISTRAL_API_BASE"),
                List.of("MISTRAL_API_KEY"),
                Provider.Proof.KEY));
        add(new Provider(
                "bedrock",
                new BedrockDialect(),
                "https://bedrock-runtime." + Provider.REGION + ".amazonaws.com",
                List.of("AWS_BEDROCK_RUNTIME_ENDPOINT"),
                List.of("AWS_BEARER_TOKEN_BEDROCK"),
                Provider.Proof.KEY_OR_SIGNATURE));
        addOllama("ollama");
        addOllama("ollama_chat");
        addLikeOpenAi("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_BASE", "CEREBRAS_API_KEY");
        addLikeOpenAi("deepinfra", "https://api.deepinfra.com/v1/openai", "DEEPINFRA_API_BASE", "DEEPINFRA_API_KEY");
        addLikeOpenAi("deepseek", "https://api.deepseek.com/beta", "DEEPSEEK_API_BASE", "DEEPSEEK_API_KEY");
        addLikeOpenAi(
                "fireworks_ai",
                "https://api.fireworks.ai/inference/v1",
                "FIREWORKS_API_BASE",
                "FIREWORKS_API_KEY",
                "FIREWORKS_AI_API_KEY");
        addLikeOpenAi("groq", "https://api.groq.com/openai/v1", "GROQ_API_BASE", "GROQ_API_KEY");
        addLikeOpenAi("nvidia_nim", "https://integrate.api.nvidia.com/v1", "NVIDIA_NIM_API_BASE", "NVIDIA_NIM_API_KEY");
        addLikeOpenAi("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_BASE", "OPENROUTER_API_KEY");
        addLikeOpenAi(
                "perplexity",
                "https://api.perplexity.ai",
                "PERPLEXITY_API_BASE",
                "PERPLEXITYAI_API_KEY",
                "PERPLEXITY_API_KEY");
        addLikeOpenAi("sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_BASE", "SAMBANOVA_API_KEY");
        addLikeOpenAi(
                "together_ai",
                "https://api.together.xyz/v1",
                "TOGETHER_AI_API_BASE",
                "TOGETHER_API_KEY",
                "TOGETHER_AI_API_KEY",
                "TOGETHERAI_API_KEY");
        addLikeOpenAi("xai", "https://api.x.ai/v1", "XAI_API_BASE", "XAI_API_KEY");
    }

    private Providers() {}

    static Set<String> names() {
        return Set.copyOf(TABLE.keySet());
    }

    /**
     * Finds a provider.
     *
     * @throws ModelException if there is none of that name
     */
    static Provider named(String name) {
        @Nullable Provider provider = TABLE.get(name);
        if (provider == null) {
            throw new ModelException(
                    ErrorCode.CONFIGURATION,
                    "the model's provider \"" + name + "\" is unknown; a model's name is "
                            + "litellm/<provider>/<model> with one of " + TABLE.keySet(),
                    null);
        }
        return provider;
    }

    private static void addOllama(String name) {
        add(new Provider(
                name,
                new OllamaDialect(),
                "http://localhost:11434",
                List.of("OLLAMA_API_BASE"),
                List.of("OLLAMA_API_KEY"),
                Provider.Proof.KEY_IF_SET));
    }

    private static void addLikeOpenAi(String name, String baseUrl, String baseUrlVariable, String... keyVariables) {
        add(new Provider(
                name,
                new OpenAiDialect(false),
                baseUrl,
                List.of(baseUrlVariable),
                List.of(keyVariables),
                Provider.Proof.KEY));
    }

    private static void add(Provider provider) {
        TABLE.put(provider.name(), provider);
    }
}
