package io.agencyswarm.model.provider;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The environment, and all else that configures the service, by the names that LiteLLM reads. */
record Variables(Config config) {

    /** The first of these that is set, and not to blanks. */
    Optional<String> first(List<String> names) {
        return names.stream()
                .flatMap(name -> present(config.getOptionalValue(name, String.class)).stream())
                .findFirst();
    }

    static Optional<String> present(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }
}
