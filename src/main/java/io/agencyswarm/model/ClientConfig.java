package io.agencyswarm.model;

import io.agencyswarm.net.HeaderRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one run reaches its models, where its client says so ({@code client_config}): an address, keys and settings that
 * go with each of the run's requests instead of the service's own. Nothing of it outlives the run.
 *
 * @param baseUrl the address of the models' server, null for the service's own
 * @param apiKey the key for OpenAI's API, null for the service's own
 * @param headers sent with each request, over those that a client sends by itself
 * @param providerKeys keys of the providers behind {@code litellm/}, by the provider's name
 * @param model the model of every agent of the run, null for each one's own
 * @param extraArguments merged into each request's body last, as they are
 */
public record ClientConfig(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        Map<String, String> headers,
        Map<String, String> providerKeys,
        @Nullable String model,
        Map<String, Object> extraArguments) {

    private static final Set<String> KEY_HEADERS = Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key");

    /** What the service itself is configured with. */
    public static final ClientConfig NONE = new ClientConfig(null, null, Map.of(), Map.of(), null, Map.of());

    /** Copies the maps. */
    public ClientConfig {
        headers = Map.copyOf(headers);
        providerKeys = Map.copyOf(providerKeys);
        // Null is a value of JSON, which Map.copyOf refuses.
        extraArguments = Collections.unmodifiableMap(new LinkedHashMap<>(extraArguments));
    }

    /** Whether one of these headers holds a key. */
    public static boolean haveKey(Map<String, String> headers) {
        return headers.keySet().stream().anyMatch(ClientConfig::isKey);
    }

    private static boolean isKey(String header) {
        return KEY_HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }

    /**
     * The headers of a request: the agent's, and the client's over them.
     *
     * @param bringsKey whether the client brings the key for the request: then none of the agent's goes along
     */
    public Map<String, String> headersOver(Map<String, String> agents, boolean bringsKey) {
        Map<String, String> below = new LinkedHashMap<>(agents);
        if (bringsKey) {
            below.keySet().removeIf(ClientConfig::isKey);
        }
        return HeaderRules.merged(below, headers);
    }

    /** The key for a provider behind {@code litellm/}. */
    public Optional<String> providerKey(String provider) {
        return Optional.ofNullable(providerKeys.get(provider));
    }

    /** The same, where the model is free to call no tool. */
    ClientConfig withoutForcedTool() {
        return new ClientConfig(
                baseUrl, apiKey, headers, providerKeys, model, ModelSettings.withoutForcedTool(extraArguments));
    }

    /** Whether everything is the service's own. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Tells what is there, and no secret. */
    @Override
    public String toString() {
        return "ClientConfig[baseUrl=" + baseUrl + ", apiKey=" + (apiKey == null ? "none" : "…") + ", headers="
                + headers.keySet() + ", providerKeys=" + providerKeys.keySet() + ", model=" + model
                + ", extraArguments=" + extraArguments.keySet() + "]";
    }
}
