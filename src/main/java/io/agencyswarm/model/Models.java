package io.agencyswarm.model;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.usage.ModelPrices;
import io.agencyswarm.usage.TokenUsage;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the client for a model's name, with retries around it, and the price of what a request used. */
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

    @Inject
    Models(ModelConfig config, @All List<ModelClient> clients, LaunchMode mode) {
        this.config = config;
        this.clients = clients.stream()
                .sorted(Comparator.comparingInt(
                                (ModelClient client) -> client.prefix().length())
                        .reversed())
                .map(client -> (ModelClient) new RetryingModelClient(client, config.retry()))
                .toList();
        this.alwaysOffline = switch (config.offline()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> mode.isDevOrTest() && config.openai().apiKey().isEmpty();
        };
        this.prices = readPrices(config);
        if (!alwaysOffline && config.openai().apiKey().isEmpty()) {
            LOG.warn("OPENAI_API_KEY is not set: requests to OpenAI's models will fail.");
        }
        if (alwaysOffline) {
            LOG.warnf(
                    "The offline model answers for every model%s. Its answers are scripted, not thought.",
                    config.offline() == ModelConfig.Offline.AUTO
                            ? ", because OPENAI_API_KEY is not set; set it to talk to real models"
                            : ", because agency-swarm.offline=always");
        }
    }

    /** The model of agents that name none. */
    public String defaultModel() {
        return config.defaultModel();
    }

    /**
     * Sends a request to the client of its model, as {@link ModelClient#open}.
     *
     * @throws AgencyException if no client takes the model
     */
    public ModelStream open(ModelRequest request) throws InterruptedException {
        String name =
                alwaysOffline && !request.model().startsWith(OFFLINE) ? OFFLINE + request.model() : request.model();
        for (ModelClient client : clients) {
            if (name.startsWith(client.prefix())) {
                return client.open(
                        request.withModel(name.substring(client.prefix().length())));
            }
        }
        throw new AgencyException(
                ErrorCode.CONFIGURATION,
                "no model client takes the model \"" + request.model() + "\"; known prefixes: "
                        + clients.stream().map(ModelClient::prefix).toList());
    }

    /** What a request to {@code model} cost, in US dollars; 0 for the offline model and where the price is not known. */
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
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "The model prices in \"" + source + "\" can't be read: " + unreadable.getMessage()
                            + ". They must be a JSON object from a model's name to {\"input\": …, \"output\": …}.",
                    unreadable);
        }
    }

    private static @Nullable InputStream open(String source) throws IOException {
        Path file = Path.of(source);
        return Files.isRegularFile(file)
                ? Files.newInputStream(file)
                : Thread.currentThread().getContextClassLoader().getResourceAsStream(source);
    }
}
