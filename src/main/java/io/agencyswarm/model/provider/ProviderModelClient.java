package io.agencyswarm.model.provider;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.ModelConnections;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Client for the models of many providers, by LiteLLM's names. Keys of clients are not retained after their request.
 * Connections are shared.
 */
@Singleton
class ProviderModelClient implements ModelClient {

    private final ModelConnections connections;
    private final ProviderTargetResolver targetResolver;

    @Inject
    ProviderModelClient(ModelConnections connections, ModelConfig config, Config variables) {
        this.connections = connections;
        this.targetResolver = new ProviderTargetResolver(variables, config.openai());
    }

    @Override
    public String prefix() {
        return "litellm/";
    }

    @Override
    public boolean supportsClientConfig() {
        return true;
    }

    @Override
    public Set<String> providers() {
        return ProviderTable.names();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        int slash = request.model().indexOf('/');
        ModelProvider provider =
                ProviderTable.get(slash < 0 ? request.model() : request.model().substring(0, slash));
        ModelRequest providerRequest = request.withModel(request.model().substring(slash + 1));
        if (slash < 0 || providerRequest.model().isBlank()) {
            throw new ModelException(
                    ErrorCode.CONFIGURATION,
                    "the model's name is missing after litellm/" + provider.name() + "/",
                    null);
        }
        ProviderTarget providerTarget = targetResolver.resolve(
                provider, request.clientConfig(), request.settings().headers());
        return ProviderStream.open(connections, provider, providerTarget, providerRequest);
    }
}
