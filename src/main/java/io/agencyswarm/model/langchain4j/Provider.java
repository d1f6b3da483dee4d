package io.agencyswarm.model.langchain4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as LiteLLM knows it.
 *
 * @param name LiteLLM's name
 * @param dialect how it is spoken to
 * @param baseUrl its address, null where everyone has their own
 * @param baseUrlVariables what may name another address, the first that is set
 * @param keyVariables what may hold its key, the first that is set
 * @param proof how it knows who asks
 */
record Provider(
        String name,
        Dialect dialect,
        @Nullable String baseUrl,
        List<String> baseUrlVariables,
        List<String> keyVariables,
        Proof proof) {

    /** How a provider knows who asks. */
    enum Proof {
        /** By a key. */
        KEY,
        /** By a key where one is set, else not at all. */
        KEY_IF_SET
    }

    Provider {
        baseUrlVariables = List.copyOf(baseUrlVariables);
        keyVariables = List.copyOf(keyVariables);
    }
}
