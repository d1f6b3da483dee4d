package io.agencyswarm.http.docs;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The OpenAPI document. */
@ConfigMapping(prefix = "agency-swarm")
public interface DocsConfig {

    /**
     * The address of the service in the OpenAPI document. By default the address at which the document was requested.
     */
    Optional<String> serverUrl();
}
