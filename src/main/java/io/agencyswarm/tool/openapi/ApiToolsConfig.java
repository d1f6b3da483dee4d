package io.agencyswarm.tool.openapi;

import io.agencyswarm.tool.remote.ServerConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** OpenAPI documents whose operations agents may use as tools. */
@ConfigMapping(prefix = "agency-swarm.openapi")
public interface ApiToolsConfig {

    /** The APIs, by the names that agents use for them. */
    @WithParentName
    Map<String, ApiConfig> apis();

    /** One API. The timeouts and the size limit apply to its document too. */
    interface ApiConfig extends ServerConfig {

        /** The OpenAPI document, in JSON or YAML: the name of a class path resource, the path of a file, or a URL. */
        String document();

        /** The address before the paths of the document. By default the server that the document names. */
        Optional<String> baseUrl();

        /** Query parameters of each request, such as an API key. Models do not see them. */
        Map<String, String> params();
    }
}
