package io.agencyswarm.model.provider;

import io.agencyswarm.model.dialect.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider under its name in LiteLLM.
 *
 * @param name LiteLLM's name
 * @param providerApi the path and key header of its API
 * @param dialect its wire format
 * @param baseUrl its address, in which {@link #REGION} is replaced by the region; null if each customer has their own
 * @param baseUrlVariables variables for another address; the first that is set counts
 * @param keyVariables variables for its key; the first that is set counts
 * @param authentication how it authenticates requests
 */
record ModelProvider(
        String name,
        ProviderApi providerApi,
        Dialect dialect,
        @Nullable String baseUrl,
        List<String> baseUrlVariables,
        List<String> keyVariables,
        Authentication authentication) {

    /** Placeholder for the configured region in an address. */
    static final String REGION = "<region>";

    /** How a provider authenticates requests. */
    enum Authentication {
        /** By a key. */
        KEY,
        /** By a key if one is set, else not at all. */
        KEY_IF_SET,
        /** By a key if one is set, else by an AWS signature. */
        KEY_OR_SIGNATURE
    }

    ModelProvider {
        baseUrlVariables = List.copyOf(baseUrlVariables);
        keyVariables = List.copyOf(keyVariables);
    }
}
