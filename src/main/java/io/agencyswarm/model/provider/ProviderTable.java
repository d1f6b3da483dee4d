package io.agencyswarm.model.provider;

import static io.agencyswarm.model.dialect.ChatTrait.ALTERNATING;
import static io.agencyswarm.model.dialect.ChatTrait.ANY_FOR_REQUIRED;
import static io.agencyswarm.model.dialect.ChatTrait.FILES;
import static io.agencyswarm.model.dialect.ChatTrait.IMAGE_AS_TEXT;
import static io.agencyswarm.model.dialect.ChatTrait.MAX_COMPLETION_TOKENS;
import static io.agencyswarm.model.dialect.ChatTrait.MODELS_OF_OTHERS;
import static io.agencyswarm.model.dialect.ChatTrait.NO_REASONING_EFFORT;
import static io.agencyswarm.model.dialect.ChatTrait.NO_SCHEMAS;
import static io.agencyswarm.model.dialect.ChatTrait.NO_STREAM_OPTIONS;
import static io.agencyswarm.model.dialect.ChatTrait.NO_USER_AFTER_TOOL;
import static io.agencyswarm.model.dialect.ChatTrait.OPENAI_SETTINGS;
import static io.agencyswarm.model.dialect.ChatTrait.SYSTEM_FIRST;
import static io.agencyswarm.model.dialect.ChatTrait.USER_LAST;
import static io.agencyswarm.model.dialect.ChatTrait.WANTS_REASONING_CONTENT;
import static io.agencyswarm.model.dialect.ChatTrait.WANTS_REASONING_DETAILS;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.dialect.AnthropicMessages;
import io.agencyswarm.model.dialect.BedrockConverse;
import io.agencyswarm.model.dialect.ChatCompletions;
import io.agencyswarm.model.dialect.ChatTrait;
import io.agencyswarm.model.dialect.GeminiContents;
import io.agencyswarm.model.dialect.OllamaChat;
import io.agencyswarm.model.http.OpenAiAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of providers: their addresses and environment variables, as in LiteLLM, and how each differs from others
 * with the same format.
 */
final class ProviderTable {

    static final String OPENAI = "openai";

    private static final Map<String, ModelProvider> TABLE = new TreeMap<>();

    static {
        // OPENAI_API_KEY and OPENAI_BASE_URL are read through ModelConfig.
        addChat(
                Set.of(OPENAI_SETTINGS, MAX_COMPLETION_TOKENS, FILES, MODELS_OF_OTHERS),
                OPENAI,
                OpenAiAddress.OPENAI,
                "OPENAI_BASE_URL",
                "OPENAI_API_KEY");
        add(new ModelProvider(
                "azure",
                ProviderApi.AZURE,
                new ChatCompletions(
                        CallIdRule.CHAT, Set.of(OPENAI_SETTINGS, MAX_COMPLETION_TOKENS, FILES, MODELS_OF_OTHERS)),
                null,
                List.of("AZURE_API_BASE"),
                List.of("AZURE_API_KEY", "AZURE_OPENAI_API_KEY"),
                ModelProvider.Authentication.KEY));
        add(new ModelProvider(
                "anthropic",
                ProviderApi.ANTHROPIC,
                new AnthropicMessages(),
                "https://api.anthropic.com/v1",
                List.of("ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"),
                List.of("ANTHROPIC_API_KEY"),
                ModelProvider.Authentication.KEY));
        add(new ModelProvider(
                "gemini",
                ProviderApi.GEMINI,
                new GeminiContents(),
                "https://generativelanguage.googleapis.com/v1beta",
                List.of("GEMINI_API_BASE"),
                List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
                ModelProvider.Authentication.KEY));
        add(new ModelProvider(
                "mistral",
                ProviderApi.CHAT_COMPLETIONS,
                new ChatCompletions(
                        CallIdRule.MISTRAL,
                        Set.of(
                                NO_STREAM_OPTIONS,
                                NO_REASONING_EFFORT,
                                ANY_FOR_REQUIRED,
                                IMAGE_AS_TEXT,
                                SYSTEM_FIRST,
                                NO_USER_AFTER_TOOL,
                                USER_LAST)),
                "https://api.mistral.ai/v1",
                List.of("MISTRAL_API_BASE"),
                List.of("MISTRAL_API_KEY"),
                ModelProvider.Authentication.KEY));
        add(new ModelProvider(
                "bedrock",
                ProviderApi.BEDROCK,
                new BedrockConverse(),
                "https://bedrock-runtime." + ModelProvider.REGION + ".amazonaws.com",
                List.of("AWS_BEDROCK_RUNTIME_ENDPOINT"),
                List.of("AWS_BEARER_TOKEN_BEDROCK"),
                ModelProvider.Authentication.KEY_OR_SIGNATURE));
        addOllama("ollama");
        addOllama("ollama_chat");
        addChat(Set.of(), "cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_BASE", "CEREBRAS_API_KEY");
        addChat(
                Set.of(MODELS_OF_OTHERS),
                "deepinfra",
                "https://api.deepinfra.com/v1/openai",
                "DEEPINFRA_API_BASE",
                "DEEPINFRA_API_KEY");
        addChat(
                Set.of(WANTS_REASONING_CONTENT, NO_SCHEMAS),
                "deepseek",
                "https://api.deepseek.com/beta",
                "DEEPSEEK_API_BASE",
                "DEEPSEEK_API_KEY");
        addChat(
                Set.of(MODELS_OF_OTHERS),
                "fireworks_ai",
                "https://api.fireworks.ai/inference/v1",
                "FIREWORKS_API_BASE",
                "FIREWORKS_API_KEY",
                "FIREWORKS_AI_API_KEY");
        addChat(Set.of(), "groq", "https://api.groq.com/openai/v1", "GROQ_API_BASE", "GROQ_API_KEY");
        addChat(
                Set.of(MODELS_OF_OTHERS),
                "nvidia_nim",
                "https://integrate.api.nvidia.com/v1",
                "NVIDIA_NIM_API_BASE",
                "NVIDIA_NIM_API_KEY");
        addChat(
                Set.of(OPENAI_SETTINGS, FILES, MODELS_OF_OTHERS, WANTS_REASONING_DETAILS),
                "openrouter",
                "https://openrouter.ai/api/v1",
                "OPENROUTER_API_BASE",
                "OPENROUTER_API_KEY");
        addChat(
                Set.of(ALTERNATING, SYSTEM_FIRST, USER_LAST),
                "perplexity",
                "https://api.perplexity.ai",
                "PERPLEXITY_API_BASE",
                "PERPLEXITYAI_API_KEY",
                "PERPLEXITY_API_KEY");
        addChat(Set.of(), "sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_BASE", "SAMBANOVA_API_KEY");
        addChat(
                Set.of(MODELS_OF_OTHERS),
                "together_ai",
                "https://api.together.xyz/v1",
                "TOGETHER_AI_API_BASE",
                "TOGETHER_API_KEY",
                "TOGETHER_AI_API_KEY",
                "TOGETHERAI_API_KEY");
        addChat(Set.of(), "xai", "https://api.x.ai/v1", "XAI_API_BASE", "XAI_API_KEY");
    }

    private ProviderTable() {}

    static Set<String> names() {
        return Set.copyOf(TABLE.keySet());
    }

    /**
     * Finds a provider.
     *
     * @throws ModelException if the name is unknown
     */
    static ModelProvider get(String name) {
        @Nullable ModelProvider provider = TABLE.get(name);
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
        add(new ModelProvider(
                name,
                ProviderApi.OLLAMA,
                new OllamaChat(),
                "http://localhost:11434",
                List.of("OLLAMA_API_BASE"),
                List.of("OLLAMA_API_KEY"),
                ModelProvider.Authentication.KEY_IF_SET));
    }

    private static void addChat(
            Set<ChatTrait> traits, String name, String baseUrl, String baseUrlVariable, String... keyVariables) {
        add(new ModelProvider(
                name,
                ProviderApi.CHAT_COMPLETIONS,
                new ChatCompletions(CallIdRule.CHAT, traits),
                baseUrl,
                List.of(baseUrlVariable),
                List.of(keyVariables),
                ModelProvider.Authentication.KEY));
    }

    private static void add(ModelProvider provider) {
        TABLE.put(provider.name(), provider);
    }
}
