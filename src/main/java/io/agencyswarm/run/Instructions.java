package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a model is told of how to answer. */
final class Instructions {

    private Instructions() {}

    /**
     * The agency's instructions, the agent's own, and those of the request.
     *
     * @param additional may be empty
     */
    static String of(Agency agency, Agent agent, Map<String, Object> userContext, String additional) {
        String standing = Stream.of(agency.sharedInstructions(), own(agent, userContext))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
        if (additional.isBlank()) {
            return standing;
        }
        return standing.isEmpty() ? additional : standing + "\n\n---\n\n" + additional;
    }

    private static String own(Agent agent, Map<String, Object> userContext) {
        try {
            return agent.instructions(userContext);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "Agent " + agent.name() + ": its instructions could not be made: " + AgencyException.reason(e),
                    e);
        }
    }
}
