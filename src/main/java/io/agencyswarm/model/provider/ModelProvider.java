package io.agencyswarm.model.provider;

import io.agencyswarm.model.dialect.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as LiteLLM knows it.
 *
 * @param name LiteLLM's name
 * @param endpoint where it takes requests
 * @param dialect its wire format
 * @param baseUrl its address, in which {@link #REGION} stands for the region; null where everyone has their own
 * @param baseUrlVariables what may name another address, the first that is set
 * @param keyVariables what may hold its key, the first that is set
 * @param proof how it knows who asks
 */
record ModelProvider(
        String name,
        Endpoint endpoint,
        Dialect dialect,
        @Nullable String baseUrl,
        List<String> baseUrlVariables,
        List<String> keyVariables,
        Proof proof) {

    /** Stands in an address for the region that the service is configured with. */
    static final String REGION = "<region>";

    /** How a provider knows who asks. */
    enum Proof {
        /** By a key. */
        KEY,
        /** By a key where one is set, else not at all. */
        KEY_IF_SET,
        /** By a key, else by a signature of AWS. */
        KEY_OR_SIGNATURE
    }

    ModelProvider {
        baseUrlVariables = List.copyOf(baseUrlVariables);
        keyVariables = List.copyOf(keyVariables);
    }
}
