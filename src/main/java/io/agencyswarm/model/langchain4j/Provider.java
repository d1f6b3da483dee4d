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
 * @param needsKey whether it answers nobody without a key
 */
record Provider(
        String name,
        Dialect dialect,
        @Nullable String baseUrl,
        List<String> baseUrlVariables,
        List<String> keyVariables,
        boolean needsKey) {

    Provider {
        baseUrlVariables = List.copyOf(baseUrlVariables);
        keyVariables = List.copyOf(keyVariables);
    }
}
