package io.agencyswarm.model.provider;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Reads configuration values, such as environment variables, by the names that LiteLLM uses. */
record Variables(Config config) {

    /** Returns the first of these that is set and not blank. */
    Optional<String> first(List<String> names) {
        return names.stream()
                .flatMap(name -> present(config.getOptionalValue(name, String.class)).stream())
                .findFirst();
    }

    static Optional<String> present(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }
}
