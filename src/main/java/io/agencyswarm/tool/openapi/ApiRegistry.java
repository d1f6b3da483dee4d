package io.agencyswarm.tool.openapi;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.ToolServerPool;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configured APIs. Its creation reads the documents that are resources or files, and connects to none of the APIs.
 */
@Singleton
public class ApiRegistry {

    private final Map<String, Api> apis = new TreeMap<>();

    @Inject
    ApiRegistry(ApiToolsConfig config, ToolServerPool http, CallerTokens tokens) {
        config.apis().forEach((name, settings) -> {
            ApiConfigValidator.check(name, settings);
            apis.put(name, Api.of(name, settings, http, tokens));
        });
    }

    /** The names of the APIs. */
    public Set<String> names() {
        return Collections.unmodifiableSet(apis.keySet());
    }

    /**
     * Returns the tools of an API. Reads its document first if it is at a URL and has not been read. Waits at most for
     * the API's connect timeout and timeout.
     *
     * @return the tools in the document's order; none if the document can't be used, which is logged as a warning
     * @throws ConfigurationException if no API has the name
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Tool> tools(String api) throws InterruptedException {
        Api loaded = apis.get(api);
        if (loaded == null) {
            throw new ConfigurationException(
                    "There is no API \"" + api + "\": set agency-swarm.openapi." + api + ".document.");
        }
        return loaded.tools();
    }
}
