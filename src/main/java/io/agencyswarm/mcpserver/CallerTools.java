package io.agencyswarm.mcpserver;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.auth.RoleRules;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.call.DirectCalls;
import io.agencyswarm.tool.Tool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools that the current caller may use: those whose conditions hold and for which the caller has the roles. */
@Singleton
class CallerTools {

    private static final Comparator<OfferedTool> BY_NAME =
            Comparator.comparing(tool -> tool.spec().name());

    private final AgencyCatalog catalog;
    private final AgencyTools agencyTools;
    private final DirectCalls calls;
    private final RoleRules roles;
    private final Caller caller;

    @Inject
    CallerTools(AgencyCatalog catalog, AgencyTools agencyTools, DirectCalls calls, RoleRules roles, Caller caller) {
        this.catalog = catalog;
        this.agencyTools = agencyTools;
        this.calls = calls;
        this.roles = roles;
        this.caller = caller;
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
                .map(this::offer)
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
        return served(name).or(() -> agencyTool(name)).orElseThrow(() -> McpError.unknownTool(name));
    }

    private Optional<OfferedTool> served(String name) {
        Tool tool = catalog.servedTools().get(name);
        return tool == null || !roles.allowTools(caller)
                ? Optional.empty()
                : calls.offeredTools(List.of(tool), caller.withPrincipal(Map.of())).stream()
                        .findFirst()
                        .map(OfferedTool.Served::new);
    }

    private Optional<OfferedTool> agencyTool(String name) {
        return catalog.agencies().stream()
                .filter(agency -> AgencyTools.toolName(agency).equals(name))
                .filter(agency -> roles.allowAgency(caller, agency.path()))
                .findFirst()
                .map(this::offer);
    }

    private OfferedTool offer(Agency agency) {
        return new OfferedTool.AgencyTool(agency, agencyTools.spec(agency));
    }
}
