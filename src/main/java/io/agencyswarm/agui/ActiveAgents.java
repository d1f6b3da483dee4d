package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.run.AgentRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agents that are at work within a run, as AG-UI tells of them. The tree is that of the run's nodes. */
final class ActiveAgents {

    private final RunOutput out;

    /** In the order in which they began. */
    private final Map<AgentRun, AguiAgent> active = new LinkedHashMap<>();

    ActiveAgents(RunOutput out) {
        this.out = out;
    }

    /** The agent of a node; the first event of a node makes it known. */
    AguiAgent at(AgentRun node) {
        AguiAgent known = active.get(node);
        if (known != null) {
            return known;
        }
        AguiAgent caller = node.parent() == null ? null : active.get(node.parent());
        StreamedCall cause = caller == null || node.call() == null ? null : caller.waiting(node.call());
        return add(node, caller, cause);
    }

    private AguiAgent add(AgentRun node, @Nullable AguiAgent caller, @Nullable StreamedCall cause) {
        AguiAgent agent = new AguiAgent(out, node, caller, cause);
        active.put(node, agent);
        if (caller != null && cause != null) {
            caller.asked().put(cause, agent);
        }
        return agent;
    }

    private void remove(AguiAgent agent) {
        active.remove(agent.node());
        if (agent.caller() != null && agent.cause() != null) {
            agent.caller().asked().remove(agent.cause());
        }
    }

    /** A call has its result, so the agent that it asked, if it asked one, is done. */
    void returned(AgentRun node, Item.FunctionCall call, Item.FunctionCallOutput output, JsonNode value) {
        AguiAgent caller = at(node);
        StreamedCall cause = caller.waiting(call);
        AguiAgent asked = cause == null ? null : caller.asked().get(cause);
        if (asked != null) {
            end(asked, value);
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
        for (AguiAgent agent : List.copyOf(caller.asked().values())) {
            endAskedBy(agent, why);
            agent.fail(why);
            remove(agent);
        }
    }

    /** Another agent goes on; it begins with an event of its own. */
    void handOver(AgentRun from, AgentRun to, Item.FunctionCall call, Item.FunctionCallOutput output) {
        AguiAgent former = at(from);
        former.returned(call, output);
        former.finish(null);
        remove(former);
        add(to, former.caller(), former.cause());
    }

    /** The run is over: what is still open ends, what began last first. */
    void endAll(String why) {
        for (AguiAgent agent : List.copyOf(active.values()).reversed()) {
            agent.fail(why);
        }
        active.clear();
    }
}
