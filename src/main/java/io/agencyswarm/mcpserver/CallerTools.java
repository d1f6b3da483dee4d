package io.agencyswarm.mcpserver;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.auth.Roles;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.call.DirectCalls;
import io.agencyswarm.tool.Tool;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tools that the current caller may use: those whose conditions hold and for which the caller has the roles. */
@Singleton
class CallerTools {

    private static final Comparator<OfferedTool> BY_NAME =
            Comparator.comparing(tool -> tool.spec().name());

    private final McpServerConfig config;
    private final AgencyCatalog catalog;
    private final AgencyQuestions questions;
    private final DirectCalls calls;
    private final Roles roles;
    private final Caller caller;

    @Inject
    CallerTools(
            McpServerConfig config,
            AgencyCatalog catalog,
            AgencyQuestions questions,
            DirectCalls calls,
            Roles roles,
            Caller caller) {
        this.config = config;
        this.catalog = catalog;
        this.questions = questions;
        this.calls = calls;
        this.roles = roles;
        this.caller = caller;
    }

    /** Stops the start if two tools would have the same name, or an agency would have the server's path. */
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
            String name = AgencyQuestions.toolName(agency);
            String what = "the agency \"" + agency.name() + "\"";
            String other = names.putIfAbsent(name, what);
            if (other != null) {
                throw new ConfigurationException("The MCP server would have two tools named \"" + name + "\", " + other
                        + " and " + what + ". Rename one of them.");
            }
        }
    }

    /**
     * Returns all tools: the served tools ordered by name, then the agencies ordered by name. Called on the request's
     * own thread.
     *
     * @throws AgencyException if a tool's condition fails
     */
    List<OfferedTool> all() {
        List<OfferedTool> all = new ArrayList<>();
        if (roles.allowTools(caller)) {
            calls.offeredTools(catalog.servedTools().values(), caller.withPrincipal(Map.of()))
                    .forEach(tool -> all.add(new OfferedTool.Served(tool)));
        }
        all.sort(BY_NAME);
        catalog.agencies().stream()
                .filter(agency -> roles.allowAgency(caller, agency.path()))
                .map(this::ask)
                .sorted(BY_NAME)
                .forEach(all::add);
        return all;
    }

    /**
     * Returns the tool with this name. Called on the request's own thread.
     *
     * @throws McpError if the caller may use no such tool
     * @throws AgencyException if its condition fails
     */
    OfferedTool named(String name) {
        return served(name).or(() -> requested(name)).orElseThrow(() -> McpError.unknownTool(name));
    }

    private Optional<OfferedTool> served(String name) {
        Tool tool = catalog.servedTools().get(name);
        return tool == null || !roles.allowTools(caller)
                ? Optional.empty()
                : calls.offeredTools(List.of(tool), caller.withPrincipal(Map.of())).stream()
                        .findFirst()
                        .map(OfferedTool.Served::new);
    }

    private Optional<OfferedTool> requested(String name) {
        return catalog.agencies().stream()
                .filter(agency -> AgencyQuestions.toolName(agency).equals(name))
                .filter(agency -> roles.allowAgency(caller, agency.path()))
                .findFirst()
                .map(this::ask);
    }

    private OfferedTool ask(Agency agency) {
        return new OfferedTool.Ask(agency, questions.spec(agency));
    }
}
