package io.agencyswarm.agency;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolFactory;
import io.agencyswarm.tool.hosted.HostedTool;
import io.agencyswarm.tool.openapi.ApiTools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the tools that an author gives to an agent or to all agents of an agency. Not thread-safe. */
final class ToolCollector {

    private final List<Tool> tools = new ArrayList<>();
    private final List<HostedTool> hosted = new ArrayList<>();
    private final List<ApiTools> openApi = new ArrayList<>();

    /**
     * Adds each source to the tools of its kind.
     *
     * @throws AgencyException if one of them is not a valid tool or has no schema
     */
    void add(Object... sources) {
        for (Object source : sources) {
            switch (source) {
                case HostedTool tool -> hosted.add(tool);
                case ApiTools api -> openApi.add(api);
                default -> tools.addAll(ToolFactory.tools(source));
            }
        }
    }

    /** Returns a copy of the tools that run here, in the order in which they were given. */
    List<Tool> tools() {
        return List.copyOf(tools);
    }

    /** Returns a copy of the tools that the model's provider runs, in the order in which they were given. */
    List<HostedTool> hosted() {
        return List.copyOf(hosted);
    }

    /** Returns a copy of the operations of APIs, in the order in which they were given. */
    List<ApiTools> openApi() {
        return List.copyOf(openApi);
    }

    /**
     * Checks that a model can tell an agent's tools apart.
     *
     * @throws AgencyException if two of them have the same name
     */
    void requireDistinctNames(String agent) {
        Set<String> names = new HashSet<>();
        tools.forEach(tool -> claim(names, agent, tool.spec().name(), "Rename one with @Tool(name = …)."));
        hosted.forEach(tool ->
                claim(names, agent, tool.name(), "Leave one of them out, or rename a method with @Tool(name = …)."));
    }

    private static void claim(Set<String> names, String agent, String tool, String fix) {
        if (!names.add(tool)) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "Agent " + agent + " has two tools named \"" + tool + "\", and a model could not tell them apart. "
                            + fix);
        }
    }
}
