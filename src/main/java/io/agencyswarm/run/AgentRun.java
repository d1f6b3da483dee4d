package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One agent's run within a run: a node of the tree that delegation makes. The root is the agent that the user talks to;
 * the child of a call is the agent that it asked. An agent that takes over by a handoff has an agent run of its own,
 * with the same parent. Immutable.
 */
public final class AgentRun {

    private final Agent agent;
    private final @Nullable AgentRun parent;
    private final Item.@Nullable FunctionCall call;
    private final Origin origin;
    private final boolean hidden;

    private AgentRun(
            Agent agent, @Nullable AgentRun parent, Item.@Nullable FunctionCall call, Origin origin, boolean hidden) {
        this.agent = agent;
        this.parent = parent;
        this.call = call;
        this.origin = origin;
        this.hidden = hidden;
    }

    /** Creates the run of the agent that the user talks to first. */
    public static AgentRun root(Agent agent) {
        Origin origin = new Origin(agent.name(), null, id("agent_run_"), id("trace_"), null);
        return new AgentRun(agent, null, null, origin, false);
    }

    /** Creates the run of an agent that this one asks with a call. */
    public AgentRun delegateTo(Agent other, Item.FunctionCall asking) {
        return new AgentRun(other, this, asking, childOrigin(other, asking.callId()), hidden);
    }

    /** Creates the run of an agent that the application's code asks on behalf of this one. Clients are not shown it. */
    public AgentRun delegateHidden(Agent other) {
        return new AgentRun(other, this, null, childOrigin(other, null), true);
    }

    /** Creates the run of an agent that takes over from this one. */
    public AgentRun handOffTo(Agent successor) {
        Origin next = new Origin(
                successor.name(), origin.callerAgent(), id("agent_run_"), origin.runTraceId(), origin.parentCallId());
        return new AgentRun(successor, parent, call, next, hidden);
    }

    private Origin childOrigin(Agent child, @Nullable String parentCallId) {
        return new Origin(child.name(), name(), id("agent_run_"), origin.runTraceId(), parentCallId);
    }

    /** Returns the agent's name. */
    public String name() {
        return agent.name();
    }

    /** Returns an id that is unique and not a secret: knowing it gives no power over the run. */
    public String id() {
        return origin.agentRunId();
    }

    /** Returns the run of the agent that asked; null for the root. */
    public @Nullable AgentRun parent() {
        return parent;
    }

    /** Returns the parent's call that asked; null for the root, and if code asked. */
    public Item.@Nullable FunctionCall call() {
        return call;
    }

    /** Returns this run's identity as stored items and the wire carry it. */
    public Origin origin() {
        return origin;
    }

    /** Returns the agent that runs; an agent that takes over by a handoff has an agent run of its own. */
    public Agent agent() {
        return agent;
    }

    /** Returns whether clients are shown neither its events nor its items. */
    public boolean isHidden() {
        return hidden;
    }

    /** Returns the number of delegations above this run. */
    public int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    private static String id(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
