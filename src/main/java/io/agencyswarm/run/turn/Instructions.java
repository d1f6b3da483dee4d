package io.agencyswarm.run.turn;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Composes the instructions for a model. */
public final class Instructions {

    private Instructions() {}

    /**
     * Joins the agency's instructions, the agent's own, and those of the request.
     *
     * @param additional may be empty
     * @param leftOut tools of the agent that the model can't use; the instructions name them
     */
    public static String of(
            Agency agency, Agent agent, Map<String, Object> userContext, String additional, List<HostedTool> leftOut) {
        String standing = Stream.of(agency.sharedInstructions(), own(agent, userContext), missing(leftOut))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
        if (additional.isBlank()) {
            return standing;
        }
        return standing.isEmpty() ? additional : standing + "\n\n---\n\n" + additional;
    }

    private static String missing(List<HostedTool> leftOut) {
        return leftOut.isEmpty()
                ? ""
                : "These tools are not available with this model: "
                        + leftOut.stream().map(HostedTool::name).collect(Collectors.joining(", "))
                        + ". If a task needs one of them, say that it is not available.";
    }

    private static String own(Agent agent, Map<String, Object> userContext) {
        try {
            return agent.instructions(userContext);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "Agent " + agent.name() + ": its instructions could not be created: " + AgencyException.reason(e),
                    e);
        }
    }
}
