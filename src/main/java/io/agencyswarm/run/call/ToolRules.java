package io.agencyswarm.run.call;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which tools a caller is offered: those whose condition is true and whose roles the caller has. */
public final class ToolRules {

    private ToolRules() {}

    /**
     * Returns the offered tools, in their order.
     *
     * @param agent the agent that would call them; null if a client calls them directly
     * @param scope the scope whose caller needs the roles
     * @throws AgencyException if a condition fails
     */
    public static List<Tool> offeredTools(
            List<Tool> tools, @Nullable String agent, Map<String, Object> userContext, CallerScope scope)
            throws InterruptedException {
        List<Tool> offered = new ArrayList<>(tools.size());
        for (Tool tool : tools) {
            if (isAllowed(tool, scope) && isEnabled(tool, agent, userContext)) {
                offered.add(tool);
            }
        }
        return offered;
    }

    /** Returns whether the caller has the roles that the tool requires. */
    static boolean isAllowed(Tool tool, CallerScope scope) {
        return tool.roles().map(scope::callerHasOneOf).orElse(true);
    }

    private static boolean isEnabled(Tool tool, @Nullable String agent, Map<String, Object> userContext)
            throws InterruptedException {
        try {
            return tool.isEnabled(agent, userContext);
        } catch (InterruptedException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.TOOL_FAILED,
                    "The condition of the tool " + tool.spec().name() + " (@EnabledIf) failed: "
                            + AgencyException.reason(e),
                    e);
        }
    }
}
