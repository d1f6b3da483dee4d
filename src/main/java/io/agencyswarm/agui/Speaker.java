package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.AgentRun;
import org.jspecify.annotations.Nullable;

/**
 * The agent that an event or a message belongs to.
 *
 * @param subagentRunId identifies one invocation of a subagent, as the protocol requires; null for an agent that talks
 *     to the user
 */
record Speaker(String name, @Nullable String subagentRunId) {

    /** Returns the agent of an agent run. An agent that another one asked is a subagent. */
    static Speaker of(AgentRun agentRun) {
        return new Speaker(agentRun.name(), agentRun.parent() == null ? null : agentRun.id());
    }

    boolean isSubagent() {
        return subagentRunId != null;
    }

    /** Returns an event of the agent, without its other fields. */
    ObjectNode event(String type) {
        return withSubagent(FrameCollector.event(type));
    }

    /** Returns a message of the agent, without its other fields. */
    ObjectNode message(String id, String role) {
        return withSubagent(Json.object().put("id", id).put("role", role));
    }

    private ObjectNode withSubagent(ObjectNode json) {
        return subagentRunId == null ? json : json.put("subagentRunId", subagentRunId);
    }
}
