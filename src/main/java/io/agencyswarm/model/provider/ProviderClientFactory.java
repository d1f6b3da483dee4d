package io.agencyswarm.model.provider;

import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.dialect.ChatCompletions;
import io.agencyswarm.model.dialect.ChatTrait;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.model.http.NamedServerSettings;
import io.agencyswarm.model.http.QueryParameters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Creates the clients of the named servers, except for those of OpenAI's Responses API. */
@Singleton
class ProviderClientFactory implements ModelClient.Factory {

    /** For servers that are compatible with OpenAI, whose models are unknown. */
    private static final ModelProvider OPENAI_COMPATIBLE = new ModelProvider(
            "a server of Chat Completions",
            ProviderApi.CHAT_COMPLETIONS,
            new ChatCompletions(CallIdRule.CHAT, Set.of(ChatTrait.MODELS_OF_OTHERS, ChatTrait.OPENAI_SETTINGS)),
            null,
            List.of(),
            List.of(),
            ModelProvider.Authentication.KEY_IF_SET);

    private final ModelConnections connections;
    private final ModelConfig config;

    @Inject
    ProviderClientFactory(ModelConnections connections, ModelConfig config) {
        this.connections = connections;
        this.config = config;
    }

    @Override
    public List<ModelClient> create() {
        List<ModelClient> clients = new ArrayList<>();
        config.models()
                .forEach((name, server) -> providerFor(server.protocol())
                        .ifPresent(provider -> clients.add(
                                new ProviderClient(connections, provider, NamedServerSettings.of(name, server)))));
        return clients;
    }

    /** Returns the provider whose rules apply to servers with this protocol; empty for the Responses API. */
    private static Optional<ModelProvider> providerFor(ModelConfig.Protocol protocol) {
        return switch (protocol) {
            case CHAT_COMPLETIONS -> Optional.of(OPENAI_COMPATIBLE);
            case AZURE -> Optional.of(ProviderTable.get("azure"));
            case ANTHROPIC -> Optional.of(ProviderTable.get("anthropic"));
            case GEMINI -> Optional.of(ProviderTable.get("gemini"));
            case RESPONSES -> Optional.empty();
        };
    }

    private record ProviderClient(ModelConnections connections, ModelProvider provider, NamedServerSettings settings)
            implements ModelClient {

        @Override
        public String prefix() {
            return settings.prefix();
        }

        @Override
        public ModelStream open(ModelRequest request) throws InterruptedException {
            return ProviderStream.open(connections, provider, target(request), request);
        }

        private ProviderTarget target(ModelRequest request) {
            Map<String, String> query =
                    new TreeMap<>(provider.providerApi().query(settings.baseUrl(), Optional.empty()));
            query.putAll(settings.query().values());
            return new ProviderTarget(
                    settings.baseUrl(),
                    settings.setting(),
                    false,
                    settings.key(),
                    new QueryParameters(query),
                    settings.headersWith(request.settings().headers()),
                    null);
        }
    }
}
