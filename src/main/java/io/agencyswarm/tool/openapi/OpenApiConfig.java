package io.agencyswarm.tool.openapi;

import io.agencyswarm.tool.remote.ServerConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI documents whose operations agents may use as tools. */
@ConfigMapping(prefix = "agency-swarm.openapi")
public interface OpenApiConfig {

    /** The APIs, by the names that agents know them by. */
    @WithParentName
    Map<String, ApiConfig> apis();

    /** One API. The time limits and the limit of bytes hold for its document, too. */
    interface ApiConfig extends ServerConfig {

        /** Its OpenAPI document, in JSON or YAML: a resource's name, a file's path, or a URL. */
        String document();

        /** Where its paths begin; by default the server that the document names. */
        Optional<String> baseUrl();

        /** Parameters of each request's query, such as an API key. Models are not told of them. */
        Map<String, String> params();
    }
}
