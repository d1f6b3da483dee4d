package io.agencyswarm.model;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.text.LogThrottle;
import io.agencyswarm.usage.ModelPrices;
import io.agencyswarm.usage.TokenUsage;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds the client for a model's name, retries its requests, and calculates their cost. */
@Startup
@Singleton
public class ModelRouter {

    /** The prefix of the offline model's names. */
    public static final String OFFLINE = "offline/";

    private static final Logger LOG = Logger.getLogger(ModelRouter.class);

    private static final String PRICES = "io/agencyswarm/usage/model-prices.json";

    private final ModelConfig config;
    private final List<ModelClient> clients;
    private final boolean alwaysOffline;
    private final ModelPrices prices;
    private final LogThrottle unusedConfigs = new LogThrottle();

    /**
     * A model request that is about to be retried. Fired as a CDI event on the run's thread.
     *
     * @param model its full name, with the prefix
     * @param error the kind of failure, as {@link ModelException#type} returns it
     */
    public record Retry(String model, String error) {}

    /**
     * The client that answers for a model.
     *
     * @param modelName the model's name without the client's prefix; may be blank
     */
    private record Route(ModelClient client, String modelName) {

        /** Returns the model's name for a request. */
        String requiredName() {
            if (modelName.isBlank()) {
                throw new AgencyException(
                        ErrorCode.CONFIGURATION, "The model's name is missing after \"" + client.prefix() + "\".");
            }
            return modelName;
        }
    }

    @Inject
    ModelRouter(
            ModelConfig config,
            @All List<ModelClient> clients,
            @All List<ModelClient.Factory> factories,
            LaunchMode mode,
            Event<Retry> retries) {
        this.config = config;
        List<ModelClient> all = Stream.concat(
                        clients.stream(), factories.stream().flatMap(factory -> factory.create().stream()))
                .toList();
        rejectDuplicates(all);
        this.clients = all.stream()
                .sorted(Comparator.comparingInt(
                                (ModelClient client) -> client.prefix().length())
                        .reversed())
                .map(client -> (ModelClient)
                        new RetryingModelClient(client, config.connection().retry(), retries::fire, Thread::sleep))
                .toList();
        this.alwaysOffline = isAlwaysOffline(config, mode);
        this.prices = readPrices(config);
    }

    /** Decides whether the offline model answers for every model, and logs what a developer may not expect. */
    private static boolean isAlwaysOffline(ModelConfig config, LaunchMode mode) {
        boolean withoutKey = config.openai().apiKey().isEmpty();
        boolean offline = switch (config.offline()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> mode.isDevOrTest() && withoutKey && config.models().isEmpty();
        };
        if (offline) {
            LOG.warnf(
                    "The offline model answers for every model%s. Its answers come from scripts.",
                    config.offline() == ModelConfig.Offline.AUTO
                            ? ", because OPENAI_API_KEY is not set; set it to talk to real models"
                            : ", because agency-swarm.offline=always");
        } else if (withoutKey) {
            LOG.warn("OPENAI_API_KEY is not set: requests to OpenAI's models will fail.");
        }
        return offline;
    }

    /**
     * Checks that each client has its own prefix.
     *
     * @throws ConfigurationException if two have the same
     */
    static void rejectDuplicates(List<ModelClient> clients) {
        Set<String> prefixes = new HashSet<>();
        for (ModelClient client : clients) {
            if (!prefixes.add(client.prefix())) {
                throw new ConfigurationException("Two model clients have the prefix \"" + client.prefix()
                        + "\". They are beans of type ModelClient, or servers named by agency-swarm.models.<name>."
                        + " Give one of them another name.");
            }
        }
    }

    /** The model of agents that set none. */
    public String defaultModel() {
        return config.defaultModel();
    }

    /**
     * Returns the model that an agent uses in a run: that of the {@code client_config} if the agent's own model accepts
     * one, else the agent's own.
     */
    public String model(Optional<String> agentModel, ClientConfig clientConfig) {
        String name = agentModel.orElse(config.defaultModel());
        return clientConfig.model() == null || !route(name).client().supportsClientConfig()
                ? name
                : clientConfig.model();
    }

    /**
     * Returns an agent's settings for the model that it uses in a run. If a client chose the model, settings that only
     * some model families accept are left out.
     */
    public ModelSettings settings(Optional<String> agentModel, ModelSettings settings, ClientConfig clientConfig) {
        String agentModelName = agentModel.orElse(config.defaultModel());
        String usedModel = model(agentModel, clientConfig);
        if (usedModel.equals(agentModelName)) {
            return settings;
        }
        return provider(usedModel).equals(provider(agentModelName))
                ? settings.forOtherModel()
                : settings.forOtherProvider();
    }

    /** Identifies the provider that serves a model. */
    private String provider(String model) {
        Route route = route(model);
        String modelName = route.requiredName();
        String prefix = route.client().prefix();
        return route.client().providers().isEmpty()
                ? prefix
                : prefix + modelName.split("/", 2)[0];
    }

    /**
     * Returns whether a client may name this model in its {@link ClientConfig}: a model of OpenAI or of
     * {@code litellm/}.
     */
    public boolean mayClientChoose(String model) {
        return routeIgnoringOffline(model).client().supportsClientConfig();
    }

    /**
     * Returns the prefix of the client that answers for a model. If the offline model answers, that is its prefix.
     *
     * @throws AgencyException if no client is registered for the model
     */
    public String clientPrefix(String model) {
        return route(model).client().prefix();
    }

    /**
     * Returns whether requests to this model may hold hosted tools, which the provider runs. The offline model supports
     * none.
     */
    public boolean supportsHostedTools(String model) {
        return route(model).client().supportsHostedTools();
    }

    /**
     * Returns whether requests to this model may hold hosted tools, even if the offline model currently answers for it.
     */
    public boolean ownProviderSupportsHostedTools(String model) {
        return routeIgnoringOffline(model).client().supportsHostedTools();
    }

    /** Returns whether the offline model answers for this model. */
    public boolean isOffline(String model) {
        return alwaysOffline || model.startsWith(OFFLINE);
    }

    /**
     * Returns the providers that the clients reach, by LiteLLM's names, sorted. A {@code client_config} may hold keys
     * for them.
     */
    public SortedSet<String> providers() {
        return clients.stream()
                .flatMap(client -> client.providers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Sends a request to the client of its model, as {@link ModelClient#open}.
     *
     * @throws AgencyException if no client is registered for the model
     */
    public ModelStream open(ModelRequest request) throws InterruptedException {
        Route route = route(request.model());
        ClientConfig clientConfig = usableConfig(request.clientConfig(), route.client(), request.model());
        return route.client().open(request.withModel(route.requiredName()).withClientConfig(clientConfig));
    }

    /**
     * Checks that the provider of a model accepts files.
     *
     * @throws AgencyException with the code {@code ATTACHMENT} if it does not
     */
    public void checkFiles(String model) {
        if (!route(model).client().supportsFiles()) {
            throw new AgencyException(
                    ErrorCode.ATTACHMENT,
                    "Files can't be attached for the model " + model
                            + ", because its provider does not accept files; use a model of OpenAI, or put the"
                            + " text into the message.");
        }
    }

    /**
     * Sends a file to the provider of a model, as {@link ModelClient#upload}.
     *
     * @throws AgencyException if no client is registered for the model
     */
    public String upload(FileUpload file) throws InterruptedException {
        Route route = route(file.model());
        ClientConfig clientConfig = usableConfig(file.clientConfig(), route.client(), file.model());
        return route.client().upload(file.withModel(route.requiredName()).withClientConfig(clientConfig));
    }

    private ClientConfig usableConfig(ClientConfig clientConfig, ModelClient client, String model) {
        if (clientConfig.isEmpty() || client.supportsClientConfig()) {
            return clientConfig;
        }
        if (unusedConfigs.allows()) {
            LOG.warnf("client_config does not apply to the model %s; the run goes on without it.", model);
        }
        return ClientConfig.NONE;
    }

    private Route route(String model) {
        return routeIgnoringOffline(alwaysOffline && !model.startsWith(OFFLINE) ? OFFLINE + model : model);
    }

    /** Returns the client for a model as if the offline model answered only for its own. */
    private Route routeIgnoringOffline(String model) {
        for (ModelClient client : clients) {
            if (model.startsWith(client.prefix())) {
                return new Route(client, model.substring(client.prefix().length()));
            }
        }
        throw new AgencyException(
                ErrorCode.CONFIGURATION,
                "There is no model client for the model \"" + model + "\". Use a model with one of the prefixes "
                        + clients.stream().map(ModelClient::prefix).toList() + ".");
    }

    /** Returns the cost of a request in US dollars; 0 for the offline model and for models without a known price. */
    public double cost(String model, TokenUsage usage) {
        return isOffline(model) ? 0 : prices.cost(model, usage);
    }

    private static ModelPrices readPrices(ModelConfig config) {
        String source = config.modelPrices().orElse(PRICES);
        try {
            return ModelPrices.load(source);
        } catch (FileNotFoundException _) {
            throw new ConfigurationException("agency-swarm.model-prices names \"" + source
                    + "\", which is neither a file nor a class path resource; correct it or leave it out.");
        } catch (IOException e) {
            throw new ConfigurationException("The model prices in \"" + source + "\" can't be read: " + e.getMessage()
                    + ". They must be a JSON object from a model's name to {\"input\": …, \"output\": …}.");
        }
    }
}
