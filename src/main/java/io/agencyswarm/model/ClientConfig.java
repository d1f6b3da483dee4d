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
 * The {@code client_config} of a request: an address, keys and settings that replace the service's own in each model
 * request of one run. Discarded when the run ends.
 *
 * @param baseUrl the address of the models' server, null for the service's own
 * @param apiKey the key for OpenAI's API, null for the service's own
 * @param headers sent with each request; they override the agent's headers
 * @param providerKeys keys of the providers behind {@code litellm/}, by the provider's name
 * @param model the model of every agent of the run, null for each one's own
 * @param extraArguments merged into each request's body last, unchanged
 */
public record ClientConfig(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        Map<String, String> headers,
        Map<String, String> providerKeys,
        @Nullable String model,
        Map<String, Object> extraArguments) {

    private static final Set<String> KEY_HEADERS = Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key");

    /** Replaces nothing: the service's own configuration applies. */
    public static final ClientConfig NONE = new ClientConfig(null, null, Map.of(), Map.of(), null, Map.of());

    /** Copies the maps. */
    public ClientConfig {
        headers = Map.copyOf(headers);
        providerKeys = Map.copyOf(providerKeys);
        // Null is a value of JSON, which Map.copyOf refuses.
        extraArguments = Collections.unmodifiableMap(new LinkedHashMap<>(extraArguments));
    }

    /** Returns whether one of these headers holds a key. */
    public static boolean containsKeyHeader(Map<String, String> headers) {
        return headers.keySet().stream().anyMatch(ClientConfig::isKey);
    }

    private static boolean isKey(String header) {
        return KEY_HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Returns the headers of a request for which the client sends no key: the agent's, overridden by the client's. */
    public Map<String, String> headersOver(Map<String, String> agentHeaders) {
        return HeaderRules.merge(agentHeaders, headers);
    }

    /**
     * Returns the headers of a request for which the client sends a key: the agent's except for those that hold keys,
     * overridden by the client's.
     */
    public Map<String, String> headersOverKeyless(Map<String, String> agentHeaders) {
        Map<String, String> merged = new LinkedHashMap<>(agentHeaders);
        merged.keySet().removeIf(ClientConfig::isKey);
        return HeaderRules.merge(merged, headers);
    }

    /** Returns the key for a provider behind {@code litellm/}. */
    public Optional<String> providerKey(String provider) {
        return Optional.ofNullable(providerKeys.get(provider));
    }

    /** Returns a copy that does not force the model to call a tool. */
    ClientConfig withoutForcedTool() {
        return new ClientConfig(
                baseUrl, apiKey, headers, providerKeys, model, ModelSettings.withoutForcedTool(extraArguments));
    }

    /** Whether everything is the service's own. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Names what is set, without secrets. */
    @Override
    public String toString() {
        return "ClientConfig[baseUrl=" + baseUrl + ", apiKey=" + (apiKey == null ? "none" : "…") + ", headers="
                + headers.keySet() + ", providerKeys=" + providerKeys.keySet() + ", model=" + model
                + ", extraArguments=" + extraArguments.keySet() + "]";
    }
}
