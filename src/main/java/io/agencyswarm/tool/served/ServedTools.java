package io.agencyswarm.tool.served;

import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.Tool;
import java.util.List;

/**
 * The tools with {@link ServedTool}, which are found in the application's classes at build time, even if no agent uses
 * them. A CDI bean.
 *
 * @param tools in no particular order
 */
public record ServedTools(List<Tool> tools) {

    /** Copies the list. */
    public ServedTools {
        tools = List.copyOf(tools);
    }
}
