package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The active agents of a run, in the form of AG-UI. They form the same tree as the run's nodes. */
final class ActiveAgents {

    private final RunOutput out;

    /** In the order in which they started. */
    private final Map<AgentNode, AguiAgent> active = new LinkedHashMap<>();

    ActiveAgents(RunOutput out) {
        this.out = out;
    }

    /** Returns the agent of a node, which the node's first event adds. */
    AguiAgent at(AgentNode node) {
        AguiAgent existing = active.get(node);
        if (existing != null) {
            return existing;
        }
        AguiAgent caller = node.parent() == null ? null : active.get(node.parent());
        StreamedCall cause = caller == null || node.call() == null ? null : caller.waiting(node.call());
        return add(node, caller, cause);
    }

    private AguiAgent add(AgentNode node, @Nullable AguiAgent caller, @Nullable StreamedCall cause) {
        AguiAgent agent = new AguiAgent(out, node, caller, cause);
        active.put(node, agent);
        if (caller != null && cause != null) {
            caller.delegates().put(cause, agent);
        }
        return agent;
    }

    private void remove(AguiAgent agent) {
        active.remove(agent.node());
        if (agent.caller() != null && agent.cause() != null) {
            agent.caller().delegates().remove(agent.cause());
        }
    }

    /** Handles the result of a call. If the call asked another agent, that agent has ended. */
    void returned(AgentNode node, Item.FunctionCall call, Item.FunctionCallOutput output, JsonNode value) {
        AguiAgent caller = at(node);
        StreamedCall cause = caller.waiting(call);
        AguiAgent delegate = cause == null ? null : caller.delegates().get(cause);
        if (delegate != null) {
            end(delegate, value);
        }
        caller.returned(call, output);
    }

    private void end(AguiAgent agent, JsonNode value) {
        if (agent.stream().answered()) {
            endAskedBy(agent, "The agent that asked has answered.");
            agent.finish(value);
        } else {
            String why = value.isTextual() ? value.textValue() : value.toString();
            endAskedBy(agent, why);
            agent.fail(why);
        }
        remove(agent);
    }

    private void endAskedBy(AguiAgent caller, String why) {
        for (AguiAgent agent : List.copyOf(caller.delegates().values())) {
            endAskedBy(agent, why);
            agent.fail(why);
            remove(agent);
        }
    }

    /** Handles a handoff: ends one agent and adds the other, which starts with its own event. */
    void handOver(AgentNode from, AgentNode to, Item.FunctionCall call, Item.FunctionCallOutput output) {
        AguiAgent former = at(from);
        former.returned(call, output);
        former.finish(null);
        remove(former);
        add(to, former.caller(), former.cause());
    }

    /** Ends all active agents at the end of the run, the last started first. */
    void endAll(String why) {
        for (AguiAgent agent : List.copyOf(active.values()).reversed()) {
            agent.fail(why);
        }
        active.clear();
    }
}
