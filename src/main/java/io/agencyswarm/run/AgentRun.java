package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.observe.Span;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One agent's run within a run: a node of the tree that delegation makes. At the top is the agent that the user talks
 * to; beneath a call is the agent that it asked. An agent that takes over by a handoff has a node of its own at the same
 * place. Immutable, but for what is said there.
 */
public final class AgentRun {

    private final Agent agent;
    private final @Nullable AgentRun parent;
    private final Item.@Nullable FunctionCall call;
    private final Origin origin;
    private final Transcript transcript;
    private final Span span;
    private final boolean unseen;

    private AgentRun(
            Agent agent,
            @Nullable AgentRun parent,
            Item.@Nullable FunctionCall call,
            Origin origin,
            Transcript transcript,
            Span span,
            boolean unseen) {
        this.agent = agent;
        this.parent = parent;
        this.call = call;
        this.origin = origin;
        this.transcript = transcript;
        this.span = span;
        this.unseen = unseen;
    }

    /**
     * The agent that the user talks to first.
     *
     * @param span what the run's steps are begun from
     */
    public static AgentRun root(Agent agent, Span span) {
        return root(agent, origin(agent), new Transcript(), span);
    }

    /** The same, where something has been said already. */
    static AgentRun root(Agent agent, Origin origin, Transcript transcript, Span span) {
        return new AgentRun(agent, null, null, origin, transcript, span, false);
    }

    /** Where the items of an agent that the user talks to first come from. */
    static Origin origin(Agent agent) {
        return new Origin(agent.name(), null, id("agent_run_"), id("trace_"), null);
    }

    /**
     * The run of an agent that this one asks.
     *
     * @param asking the call by which it does
     * @param delegation what the agent's steps are begun from
     */
    public AgentRun delegateTo(Agent other, Item.FunctionCall asking, Span delegation) {
        Origin asked = new Origin(other.name(), name(), id("agent_run_"), origin.runTraceId(), asking.callId());
        return new AgentRun(other, this, asking, asked, transcript.delegate(asking), delegation, unseen);
    }

    /** The run of an agent that the application's code asks for this one: clients see nothing of it. */
    AgentRun delegateUnseen(Agent other, Span delegation) {
        Origin asked = new Origin(other.name(), name(), id("agent_run_"), origin.runTraceId(), null);
        return new AgentRun(other, this, null, asked, new Transcript(), delegation, true);
    }

    /** The run of an agent that takes over from this one. */
    public AgentRun handOffTo(Agent successor) {
        Origin next = new Origin(
                successor.name(), origin.callerAgent(), id("agent_run_"), origin.runTraceId(), origin.parentRunId());
        return new AgentRun(successor, parent, call, next, transcript, span, unseen);
    }

    /** The agent's name. */
    public String name() {
        return agent.name();
    }

    /** Unique and no secret: knowing it gives no power over the run. */
    public String id() {
        return origin.agentRunId();
    }

    /** The agent's run that asked; null at the top. */
    public @Nullable AgentRun parent() {
        return parent;
    }

    /** The parent's call that asked; null at the top, and where code asked. */
    public Item.@Nullable FunctionCall call() {
        return call;
    }

    /** The same as the wire and stored items have it. */
    public Origin origin() {
        return origin;
    }

    Agent agent() {
        return agent;
    }

    /** Whether clients see nothing of it, neither events nor items. */
    boolean isUnseen() {
        return unseen;
    }

    /** Levels of delegation above it. */
    int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    /** What is said at this place, by all agents that had it. */
    Transcript transcript() {
        return transcript;
    }

    /** What the agent's steps are begun from. */
    Span span() {
        return span;
    }

    private static String id(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
