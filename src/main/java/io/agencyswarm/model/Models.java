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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/** Finds the client for a model's name, retries its requests, and calculates their cost. */
@Startup
@Singleton
public class Models {

    private static final Logger LOG = Logger.getLogger(Models.class);
    private static final String OFFLINE = "offline/";
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

    @Inject
    Models(
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
                .map(client ->
                        (ModelClient) new RetryingModelClient(client, config.retry(), retries::fire, Thread::sleep))
                .toList();
        this.alwaysOffline = switch (config.offline()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                mode.isDevOrTest()
                        && config.openai().apiKey().isEmpty()
                        && config.models().isEmpty();
        };
        this.prices = readPrices(config);
        if (!alwaysOffline && config.openai().apiKey().isEmpty()) {
            LOG.warn("OPENAI_API_KEY is not set: requests to OpenAI's models will fail.");
        }
        if (alwaysOffline) {
            LOG.warnf(
                    "The offline model answers for every model%s. Its answers come from scripts.",
                    config.offline() == ModelConfig.Offline.AUTO
                            ? ", because OPENAI_API_KEY is not set; set it to talk to real models"
                            : ", because agency-swarm.offline=always");
        }
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
                        + "\". They are beans of type ModelClient, or endpoints named by agency-swarm.models.<name>."
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
        return clientConfig.model() == null || !client(withPrefix(name)).supportsClientConfig()
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
        return usedModel.equals(agentModelName)
                ? settings
                : settings.forOtherModel(!provider(usedModel).equals(provider(agentModelName)));
    }

    /** Identifies the provider that serves a model. */
    private String provider(String model) {
        ModelClient client = client(withPrefix(model));
        String modelName = withoutPrefix(model, client);
        return client.providers().isEmpty()
                ? client.prefix()
                : client.prefix() + modelName.split("/", 2)[0];
    }

    /**
     * Returns whether a client may name this model in its {@link ClientConfig}: a model of OpenAI or of {@code
     * litellm/}.
     */
    public boolean supportsClientConfig(String model) {
        return client(model).supportsClientConfig();
    }

    /**
     * Returns the prefix of the client that answers for a model. If the offline model answers, that is its prefix.
     *
     * @throws AgencyException if no client is registered for the model
     */
    public String clientPrefix(String model) {
        return client(withPrefix(model)).prefix();
    }

    /**
     * Returns whether requests to this model may hold hosted tools, which the provider runs. The offline model supports
     * none.
     */
    public boolean supportsHostedTools(String model) {
        return client(withPrefix(model)).supportsHostedTools();
    }

    /**
     * Returns whether requests to this model may hold hosted tools, even if the offline model currently answers for it.
     */
    public boolean providerTakesHostedTools(String model) {
        return client(model).supportsHostedTools();
    }

    /** Returns whether the offline model answers for this model. */
    public boolean isOffline(String model) {
        return withPrefix(model).startsWith(OFFLINE);
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
        ModelClient client = client(withPrefix(request.model()));
        ClientConfig clientConfig = usableConfig(request.clientConfig(), client, request.model());
        return client.open(
                request.withModel(withoutPrefix(request.model(), client)).withClientConfig(clientConfig));
    }

    /**
     * Checks that the provider of a model accepts files.
     *
     * @throws AgencyException with the code {@code ATTACHMENT} if they can't
     */
    public void checkFiles(String model) {
        if (!client(withPrefix(model)).supportsFiles()) {
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
        ModelClient client = client(withPrefix(file.model()));
        ClientConfig clientConfig = usableConfig(file.clientConfig(), client, file.model());
        return client.upload(file.withModel(withoutPrefix(file.model(), client)).withClientConfig(clientConfig));
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

    private ModelClient client(String name) {
        for (ModelClient client : clients) {
            if (name.startsWith(client.prefix())) {
                return client;
            }
        }
        throw new AgencyException(
                ErrorCode.CONFIGURATION,
                "There is no model client for the model \"" + name + "\". Use a model with one of the prefixes "
                        + clients.stream().map(ModelClient::prefix).toList() + ".");
    }

    private String withoutPrefix(String model, ModelClient client) {
        String modelName = withPrefix(model).substring(client.prefix().length());
        if (modelName.isBlank()) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION, "The model's name is missing after \"" + client.prefix() + "\".");
        }
        return modelName;
    }

    private String withPrefix(String model) {
        return alwaysOffline && !model.startsWith(OFFLINE) ? OFFLINE + model : model;
    }

    /** Returns the cost of a request in US dollars; 0 for the offline model and for models without a known price. */
    public double cost(String model, TokenUsage usage) {
        return alwaysOffline || model.startsWith(OFFLINE) ? 0 : prices.cost(model, usage);
    }

    private static ModelPrices readPrices(ModelConfig config) {
        String source = config.modelPrices().orElse(PRICES);
        try (InputStream in = open(source)) {
            if (in == null) {
                throw new ConfigurationException("agency-swarm.model-prices names \"" + source
                        + "\", which is neither a file nor a class path resource; correct it or leave it out.");
            }
            return ModelPrices.read(in);
        } catch (IOException e) {
            throw new ConfigurationException("The model prices in \"" + source + "\" can't be read: " + e.getMessage()
                    + ". They must be a JSON object from a model's name to {\"input\": …, \"output\": …}.");
        }
    }

    private static @Nullable InputStream open(String source) throws IOException {
        Path file = Path.of(source);
        return Files.isRegularFile(file)
                ? Files.newInputStream(file)
                : Thread.currentThread().getContextClassLoader().getResourceAsStream(source);
    }
}
