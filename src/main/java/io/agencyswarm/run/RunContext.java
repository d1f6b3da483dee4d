package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.Models;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the loops of one run share. Safe for several threads. */
final class RunContext {

    private final Agency agency;
    private final RunOptions options;
    private final Map<String, Object> userContext;
    private final AgencyRunner services;
    private final Cancellation cancellation;
    private final EventLog log;
    private final EventEncoding encoding;
    private final @Nullable RunRecord record;
    private final RunScope scope = new RunScope();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicInteger modelRequests = new AtomicInteger();
    private final Map<AgentPair, List<Item>> delegated = new HashMap<>();
    private final Map<ToolSpec, ExclusiveTool> exclusive = new ConcurrentHashMap<>();
    private volatile Conversation history = Conversation.EMPTY;
    private UsageTotals usage = UsageTotals.NONE;

    /** Two agents that talk to each other. */
    private record AgentPair(String agent, String caller) {}

    /**
     * Called on the thread of the request that asks for the run.
     *
     * @param record null where nothing of the run is kept
     */
    RunContext(
            Agency agency,
            RunOptions options,
            AgencyRunner services,
            Cancellation cancellation,
            EventLog log,
            EventEncoding encoding,
            @Nullable RunRecord record) {
        this.agency = agency;
        this.options = options;
        this.userContext = UserContext.of(agency, options);
        this.services = services;
        this.cancellation = cancellation;
        this.log = log;
        this.encoding = encoding;
        this.record = record;
    }

    Agency agency() {
        return agency;
    }

    RunOptions options() {
        return options;
    }

    /** What the run's tools share and may change. */
    Map<String, Object> userContext() {
        return userContext;
    }

    Models models() {
        return services.models();
    }

    RunConfig limits() {
        return services.limits();
    }

    /** Where the run's tools work. */
    ToolExecutor tools() {
        return services.tools();
    }

    /** What tools an agent has. */
    AgentTools agentTools() {
        return services.agentTools();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    InterceptorChain interceptors() {
        return services.interceptors();
    }

    /** What interceptors are told of where an agent is. */
    RunInterceptor.Place place(AgentRun node) {
        return new RunInterceptor.Place(agency.name(), node.name(), userContext);
    }

    /** A tool that runs one at a time, the same for all agents that have it. */
    ExclusiveTool exclusive(ToolSpec tool) {
        return exclusive.computeIfAbsent(tool, _ -> new ExclusiveTool());
    }

    /** Whether any tool that runs one at a time is at work for an agent above this one. */
    boolean holdsExclusiveAbove(AgentRun node) {
        return exclusive.values().stream().anyMatch(tool -> tool.isHeldAbove(node));
    }

    /** The run's request context. */
    RunScope scope() {
        return scope;
    }

    synchronized UsageTotals usage() {
        return usage;
    }

    /** Tells what happens, waiting until the run's log takes it; not what happens where clients see nothing. */
    void emit(RunEvent event) throws InterruptedException {
        emit(event, () -> true);
    }

    /** Tells what happens, unless it is not wanted any more when its turn comes. */
    void emit(RunEvent event, BooleanSupplier wanted) throws InterruptedException {
        AgentRun from = event.from();
        if (from == null || !from.isUnseen()) {
            log.append(() -> wanted.getAsBoolean() ? encoding.encode(event) : List.of());
        }
    }

    /** Tells how the run ends; nothing else is told any more. */
    void emitEnd(RunEvent event) throws InterruptedException {
        log.appendEnd(() -> encoding.encode(event));
    }

    /**
     * The number that the last frame is going to have; 0 where frames have no numbers. Nothing but the end is told any
     * more.
     */
    long lastFrame(RunResult result) {
        return log.last(() -> encoding.framesOfEnd(result));
    }

    /** A turn of the agent that the user talks to is over, and the run goes on: what was said is kept from here on. */
    void turnIsWhole(AgentRun node) {
        if (record != null) {
            record.advance(node.transcript().takeWhole(), log.newest());
        }
    }

    /** One more model request, if there is one left. */
    void countModelRequest(String agent) {
        if (modelRequests.incrementAndGet() > limits().modelRequests()) {
            throw new AgencyException(
                    ErrorCode.REQUEST_LIMIT,
                    "Agent " + agent + " would make model request " + (limits().modelRequests() + 1)
                            + " of this run, but a run may make " + limits().modelRequests()
                            + " (agency-swarm.limits.model-requests).");
        }
    }

    /** Counts what is kept to the run's end, if there is room. */
    void countKept(String agent, long size) {
        if (kept.addAndGet(size) > limits().runBytes()) {
            throw new AgencyException(
                    ErrorCode.RUN_TOO_LARGE,
                    "Agent " + agent + ": what was said in this run is longer than the " + limits().runBytes()
                            + " bytes that a run may keep (agency-swarm.limits.run-bytes).");
        }
    }

    /**
     * Counts what a model request used.
     *
     * @return that alone, with its cost
     */
    UsageTotals addUsage(String model, TokenUsage tokens) {
        UsageTotals request = UsageTotals.NONE.plus(tokens, models().cost(model, tokens));
        synchronized (this) {
            usage = usage.plus(tokens, request.cost());
        }
        return request;
    }

    /** What was said before the run, once it is known. */
    void remember(Conversation before) {
        history = before;
    }

    Conversation history() {
        return history;
    }

    /** What an agent and whoever asks it have said so far: before this run, and in it once it was whole. */
    List<Item> conversation(AgentRun node) {
        if (node.isUnseen()) {
            return List.of();
        }
        @Nullable AgentRun caller = node.parent();
        List<Item> items = new ArrayList<>(history.between(node.name(), caller == null ? null : caller.name()));
        if (caller != null) {
            synchronized (delegated) {
                items.addAll(delegated.getOrDefault(new AgentPair(node.name(), caller.name()), List.of()));
            }
        }
        return items;
    }

    /** A delegated run is over; the next one of the same two agents goes on from there. */
    void remember(AgentRun asked) {
        if (asked.isUnseen()) {
            return;
        }
        AgentRun caller = Objects.requireNonNull(asked.parent(), "nobody asks the agent at the top");
        synchronized (delegated) {
            delegated
                    .computeIfAbsent(new AgentPair(asked.name(), caller.name()), pair -> new ArrayList<>())
                    .addAll(asked.transcript().own());
        }
    }
}
