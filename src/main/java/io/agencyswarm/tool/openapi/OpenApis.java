package io.agencyswarm.tool.openapi;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.HttpClients;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The configured APIs. Making it reads the documents that are resources or files, and connects to none of the APIs. */
@Singleton
public class OpenApis {

    private final Map<String, Api> apis = new TreeMap<>();

    @Inject
    OpenApis(OpenApiConfig config, HttpClients http, CallerTokens tokens) {
        config.apis().forEach((name, settings) -> {
            ApiSettings.check(name, settings);
            apis.put(name, Api.of(name, settings, http, tokens));
        });
    }

    /** The names of the APIs. */
    public Set<String> names() {
        return Collections.unmodifiableSet(apis.keySet());
    }

    /**
     * The tools of an API. Reads its document where it is at a URL and has not been read, within the API's time limits;
     * waits no longer than that.
     *
     * @return the tools in the document's order; none where the document can't be used, of which the log has a warning
     * @throws ConfigurationException if no API has the name
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Tool> tools(String api) throws InterruptedException {
        Api found = apis.get(api);
        if (found == null) {
            throw new ConfigurationException(
                    "There is no API \"" + api + "\": set agency-swarm.openapi." + api + ".document.");
        }
        return found.tools();
    }
}
