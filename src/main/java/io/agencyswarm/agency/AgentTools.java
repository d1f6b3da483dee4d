package io.agencyswarm.agency;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.mcp.McpServerRegistry;
import io.agencyswarm.tool.openapi.ApiRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * All tools of an agent: its own, and the current ones of its MCP servers and APIs. Created at startup, so that startup
 * fails if a server or an API is not configured.
 */
@Startup
@Singleton
public class AgentTools {

    private static final Logger LOG = Logger.getLogger(AgentTools.class);
    private static final int MAX_WARNINGS = 1_000;

    private final McpServerRegistry servers;
    private final ApiRegistry apis;

    /** Clashes that have been logged. */
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * A source of tools.
     *
     * @param key the prefix of the names of its settings
     */
    private record ToolSource(String what, String key) {}

    @Inject
    AgentTools(McpServerRegistry servers, ApiRegistry apis, AgencyCatalog catalog) {
        this.servers = servers;
        this.apis = apis;
        for (Agency agency : catalog.agencies()) {
            for (Agent agent : agency.agents()) {
                requireServers(agency, agent);
                requireApis(agency, agent);
            }
        }
    }

    /**
     * Returns an agent's current tools. May connect to its MCP servers and read the documents of its APIs, and waits
     * for each at most for its time limits; one that is not available has no tools. A tool of theirs whose name is
     * taken is left out.
     *
     * @param alsoTaken names of further functions that the agent's model is offered
     * @return the agent's own tools, then those of its servers, then those of its APIs
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Tool> of(Agency agency, Agent agent, Collection<String> alsoTaken) throws InterruptedException {
        List<String> serverNames = agency.mcpServers(agent);
        List<String> apiNames = agency.openApis(agent);
        if (serverNames.isEmpty() && apiNames.isEmpty()) {
            return agency.tools(agent);
        }
        Set<String> usedNames = new HashSet<>(alsoTaken);
        FlowTools.specs(agency, agent, agency.tools(agent)).stream()
                .map(ToolSpec::name)
                .forEach(usedNames::add);
        agency.hostedTools(agent).forEach(tool -> usedNames.add(tool.name()));
        List<Tool> tools = new ArrayList<>(agency.tools(agent));
        for (String server : serverNames) {
            ToolSource source = new ToolSource("MCP server \"" + server + "\"", "agency-swarm.mcp." + server);
            addUnclaimed(servers.tools(server), usedNames, tools, agent, source);
        }
        for (String api : apiNames) {
            ToolSource source = new ToolSource("API \"" + api + "\"", "agency-swarm.openapi." + api);
            addUnclaimed(apis.tools(api), usedNames, tools, agent, source);
        }
        return tools;
    }

    /** Returns the current tools of each agent of an agency, as {@link #of} does. */
    public Map<Agent, List<Tool>> ofAll(Agency agency) throws InterruptedException {
        Map<Agent, List<Tool>> tools = new LinkedHashMap<>();
        for (Agent agent : agency.agents()) {
            tools.put(agent, of(agency, agent, List.of()));
        }
        return tools;
    }

    private void requireServers(Agency agency, Agent agent) {
        for (String server : agency.mcpServers(agent)) {
            if (!servers.names().contains(server)) {
                throw new ConfigurationException("Agent " + agent.name() + " of agency \"" + agency.name()
                        + "\" uses the tools of the MCP server \"" + server
                        + "\", which is not configured. Set agency-swarm.mcp." + server + ".url or agency-swarm.mcp."
                        + server + ".command. Servers that are configured: " + servers.names() + ".");
            }
        }
    }

    private void requireApis(Agency agency, Agent agent) {
        for (String api : agency.openApis(agent)) {
            if (!apis.names().contains(api)) {
                throw new ConfigurationException("Agent " + agent.name() + " of agency \"" + agency.name()
                        + "\" uses the operations of the API \"" + api
                        + "\", which is not configured. Set agency-swarm.openapi." + api
                        + ".document. APIs that are configured: " + apis.names() + ".");
            }
        }
    }

    /** Adds the tools whose names no other function of the agent has, and claims their names. */
    private void addUnclaimed(
            List<Tool> offered, Set<String> usedNames, List<Tool> tools, Agent agent, ToolSource source) {
        for (Tool tool : offered) {
            if (usedNames.add(tool.spec().name())) {
                tools.add(tool);
            } else {
                warnOnce(tool.spec().name(), agent, source);
            }
        }
    }

    private void warnOnce(String name, Agent agent, ToolSource source) {
        if (warned.size() < MAX_WARNINGS && warned.add(agent.name() + " " + source.what() + " " + name)) {
            LOG.warnf(
                    "Agent %s already has a function \"%s\", so the tool with this name of the %s is left out. Set"
                            + " %s.prefix.",
                    agent.name(), name, source.what(), source.key());
        }
    }
}
