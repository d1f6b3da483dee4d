package io.agencyswarm.agency;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.mcp.McpServers;
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
 * All tools of an agent: its own, and those of its MCP servers as they are now. Made at start, so that a server that is
 * not configured stops the start.
 */
@Startup
@Singleton
public class AgentTools {

    private static final Logger LOG = Logger.getLogger(AgentTools.class);
    private static final int MOST_WARNINGS = 1_000;

    private final McpServers servers;

    /** Clashes that the log has. */
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    @Inject
    AgentTools(McpServers servers, AgencyCatalog catalog) {
        this.servers = servers;
        for (Agency agency : catalog.agencies()) {
            agency.agents().forEach(agent -> requireServers(agency, agent));
        }
    }

    /**
     * The tools that an agent has now. May connect to its MCP servers, and waits for each no longer than its time limits;
     * a server that is not available has no tools. Where a server's tool would have a name that is taken, it is left out.
     *
     * @param alsoTaken names of further functions that the agent's model is told
     * @return the agent's own tools, then those of its servers
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<Tool> of(Agency agency, Agent agent, Collection<String> alsoTaken) throws InterruptedException {
        List<String> names = agency.mcpServers(agent);
        if (names.isEmpty()) {
            return agency.tools(agent);
        }
        Set<String> taken = new HashSet<>(alsoTaken);
        FlowTools.specs(agency, agent, agency.tools(agent)).stream()
                .map(ToolSpec::name)
                .forEach(taken::add);
        agency.hostedTools(agent).forEach(tool -> taken.add(tool.name()));
        List<Tool> tools = new ArrayList<>(agency.tools(agent));
        for (String server : names) {
            for (Tool tool : servers.tools(server)) {
                if (taken.add(tool.spec().name())) {
                    tools.add(tool);
                } else {
                    warn(agent, server, tool.spec().name());
                }
            }
        }
        return tools;
    }

    /** The tools that each agent of an agency has now, as {@link #of}. */
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
                        + "\" is to have the tools of the MCP server \"" + server
                        + "\", which is not configured. Set agency-swarm.mcp." + server + ".url or agency-swarm.mcp."
                        + server + ".command. Servers that are configured: " + servers.names() + ".");
            }
        }
    }

    private void warn(Agent agent, String server, String tool) {
        if (warned.size() < MOST_WARNINGS && warned.add(agent.name() + " " + server + " " + tool)) {
            LOG.warnf(
                    "Agent %s has a function \"%s\" already, so the tool of this name of the MCP server \"%s\" is left out."
                            + " Set agency-swarm.mcp.%s.prefix.",
                    agent.name(), tool, server, server);
        }
    }
}
