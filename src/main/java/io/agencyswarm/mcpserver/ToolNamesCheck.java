package io.agencyswarm.mcpserver;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Stops the start if two tools would have the same name, or an agency would have the server's path. */
@Singleton
class ToolNamesCheck {

    private final McpServerConfig config;
    private final AgencyCatalog catalog;

    @Inject
    ToolNamesCheck(McpServerConfig config, AgencyCatalog catalog) {
        this.config = config;
        this.catalog = catalog;
    }

    void check(@Observes StartupEvent start) {
        if (config.enabled()) {
            check(catalog.servedTools().keySet(), catalog.agencies());
        }
    }

    static void check(Set<String> servedTools, Collection<Agency> agencies) {
        Map<String, String> names = new HashMap<>();
        servedTools.forEach(name -> names.put(name, "a served tool"));
        for (Agency agency : agencies) {
            if (agency.path().equals("mcp")) {
                throw new ConfigurationException("The agency \"" + agency.name() + "\" would have the path of the MCP"
                        + " server, /mcp. Rename the agency, or set agency-swarm.mcp-server.enabled=false.");
            }
            String name = AgencyTools.toolName(agency);
            String what = "the agency \"" + agency.name() + "\"";
            String other = names.putIfAbsent(name, what);
            if (other != null) {
                throw new ConfigurationException("The MCP server would have two tools named \"" + name + "\", " + other
                        + " and " + what + ". Rename one of them.");
            }
        }
    }
}
