package io.agencyswarm.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The names of all providers that LiteLLM knows, read from a file beside this class. Clients of the original send keys
 * for any of them, even for providers that this service does not talk to.
 */
final class LiteLlmProviders {

    private static final String FILE = "litellm-providers.json";

    private LiteLlmProviders() {}

    static Set<String> names() {
        try (InputStream in = LiteLlmProviders.class.getResourceAsStream(FILE)) {
            JsonNode file = Json.read(Objects.requireNonNull(in, FILE).readAllBytes());
            Set<String> names = new HashSet<>();
            file.required("names").forEach(name -> names.add(name.asText()));
            return Set.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of this application can't be read", e);
        }
    }
}
