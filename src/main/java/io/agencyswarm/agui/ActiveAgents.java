package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The active agents of a run, in the form of AG-UI. They form the same tree as the agent runs. */
final class ActiveAgents {

    private final RunOutput out;

    /** In the order in which they started. */
    private final Map<AgentRun, AguiAgent> active = new LinkedHashMap<>();

    ActiveAgents(RunOutput out) {
        this.out = out;
    }

    /** Returns the agent of an agent run, which is added if this is its first event. */
    AguiAgent getOrAdd(AgentRun agentRun) {
        AguiAgent existing = active.get(agentRun);
        if (existing != null) {
            return existing;
        }
        AguiAgent parent = agentRun.parent() == null ? null : active.get(agentRun.parent());
        StreamedCall cause = parent == null || agentRun.call() == null ? null : parent.openCall(agentRun.call());
        return add(agentRun, parent, cause);
    }

    private AguiAgent add(AgentRun agentRun, @Nullable AguiAgent parent, @Nullable StreamedCall cause) {
        AguiAgent agent = new AguiAgent(out, agentRun, parent, cause);
        active.put(agentRun, agent);
        if (parent != null && cause != null) {
            parent.delegates().put(cause, agent);
        }
        return agent;
    }

    private void remove(AguiAgent agent) {
        active.remove(agent.agentRun());
        if (agent.parent() != null && agent.cause() != null) {
            agent.parent().delegates().remove(agent.cause());
        }
    }

    /** Handles the result of a call. If the call asked another agent, that agent has ended. */
    void handleResult(AgentRun agentRun, Item.FunctionCall call, Item.FunctionCallOutput output, JsonNode value) {
        AguiAgent parent = getOrAdd(agentRun);
        StreamedCall cause = parent.openCall(call);
        AguiAgent delegate = cause == null ? null : parent.delegates().get(cause);
        if (delegate != null) {
            end(delegate, value);
        }
        parent.onToolResult(call, output);
    }

    private void end(AguiAgent agent, JsonNode value) {
        if (agent.stream().hasAnswered()) {
            endAskedBy(agent, "The agent that asked has answered.");
            agent.finish(value);
        } else {
            String reason = value.isTextual() ? value.textValue() : value.toString();
            endAskedBy(agent, reason);
            agent.fail(reason);
        }
        remove(agent);
    }

    private void endAskedBy(AguiAgent parent, String reason) {
        for (AguiAgent agent : List.copyOf(parent.delegates().values())) {
            endAskedBy(agent, reason);
            agent.fail(reason);
            remove(agent);
        }
    }

    /** Handles a handoff: ends one agent and adds the other, which starts with its own event. */
    void handOver(AgentRun from, AgentRun to, Item.FunctionCall call, Item.FunctionCallOutput output) {
        AguiAgent former = getOrAdd(from);
        former.onToolResult(call, output);
        former.finish(null);
        remove(former);
        add(to, former.parent(), former.cause());
    }

    /** Ends all active agents at the end of the run, the last started first. */
    void endAll(String reason) {
        for (AguiAgent agent : List.copyOf(active.values()).reversed()) {
            agent.fail(reason);
        }
        active.clear();
    }
}
