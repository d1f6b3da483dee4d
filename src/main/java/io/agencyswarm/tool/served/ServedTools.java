package io.agencyswarm.tool.served;

import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.Tool;
import java.util.List;

/**
 * The tools marked with {@link ServedTool}, found in the application's classes when it is built, whether an agent uses
 * them or not. A bean.
 *
 * @param tools in no particular order
 */
public record ServedTools(List<Tool> tools) {

    /** Copies the list. */
    public ServedTools {
        tools = List.copyOf(tools);
    }
}
