package io.agencyswarm.telemetry;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.model.ModelRouter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Models' names as labels of metrics. Clients may name models too, and each name creates series that are never removed.
 * Therefore only the agents' own models, and a limited number of others that answered at a known price, have their own
 * label; all others are {@link ModelName#OTHER}. Thread-safe.
 */
@Singleton
class ModelLabels {

    private static final int MAX_CLIENT_MODELS = 20;

    private final ModelRouter models;
    private final Map<String, ModelName> agentModels;
    private final Set<String> clientModels = ConcurrentHashMap.newKeySet();

    @Inject
    ModelLabels(AgencyCatalog catalog, ModelRouter models) {
        this.models = models;
        this.agentModels = catalog.agencies().stream()
                .map(Agency::agents)
                .flatMap(Collection::stream)
                .map(agent -> agent.model().orElse(models.defaultModel()))
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), model -> ModelName.of(model, models)));
    }

    /**
     * Returns the label of a model.
     *
     * @param cost the cost of its answer, in US dollars
     */
    ModelName label(String model, double cost) {
        ModelName cached = agentModels.get(model);
        if (cached != null) {
            return cached;
        }
        ModelName name = ModelName.of(model, models);
        return isAdmitted(model, cost) ? name : new ModelName(name.provider(), ModelName.OTHER);
    }

    private boolean isAdmitted(String model, double cost) {
        // Concurrent calls may exceed the limit by a few names.
        return clientModels.contains(model)
                || (cost > 0 && clientModels.size() < MAX_CLIENT_MODELS && clientModels.add(model));
    }
}
