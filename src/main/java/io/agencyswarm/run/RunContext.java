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

/** State and services that the loops of one run share. Thread-safe. */
final class RunContext {

    private final Agency agency;
    private final RunOptions options;
    private final Map<String, Object> userContext;
    private final AgencyRunner services;
    private final Cancellation cancellation;
    private final EventLog log;
    private final EventEncoding encoding;
    private final @Nullable StoredRunWriter record;
    private final RunScope scope = new RunScope();
    private final AtomicLong storedBytes = new AtomicLong();
    private final AtomicInteger modelRequests = new AtomicInteger();
    private final Map<AgentPair, List<Item>> delegated = new HashMap<>();
    private final Map<ToolSpec, ExclusiveTool> exclusive = new ConcurrentHashMap<>();
    private volatile Conversation history = Conversation.EMPTY;
    private UsageTotals usage = UsageTotals.NONE;

    /** Two agents that talk to each other. */
    private record AgentPair(String agent, String caller) {}

    /**
     * Creates a context. Called on the thread of the request that asks for the run.
     *
     * @param record null if nothing of the run is stored
     */
    RunContext(
            Agency agency,
            RunOptions options,
            AgencyRunner services,
            Cancellation cancellation,
            EventLog log,
            EventEncoding encoding,
            @Nullable StoredRunWriter record) {
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

    /** Returns the user context, which the run's tools share and may change. */
    Map<String, Object> userContext() {
        return userContext;
    }

    Models models() {
        return services.models();
    }

    RunLimitsConfig limits() {
        return services.limits();
    }

    /** Returns the threads of the run's tools. */
    ToolExecutor tools() {
        return services.tools();
    }

    /** Returns the registry of agents' tools. */
    AgentTools agentTools() {
        return services.agentTools();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    InterceptorChain interceptors() {
        return services.interceptors();
    }

    /** Returns the agent's place in the agency, for interceptors. */
    RunInterceptor.Place place(AgentNode node) {
        return new RunInterceptor.Place(agency.name(), node.name(), userContext);
    }

    /** Returns the lock of a tool that allows one call at a time; the same for all agents that have the tool. */
    ExclusiveTool exclusive(ToolSpec tool) {
        return exclusive.computeIfAbsent(tool, _ -> new ExclusiveTool());
    }

    /** Returns whether an agent above this one is running a tool that allows one call at a time. */
    boolean holdsExclusiveAbove(AgentNode node) {
        return exclusive.values().stream().anyMatch(tool -> tool.isHeldAbove(node));
    }

    /** Returns the run's CDI request context. */
    RunScope scope() {
        return scope;
    }

    synchronized UsageTotals usage() {
        return usage;
    }

    /**
     * Appends an event to the log, and waits until the log accepts it. Drops the events of runs that clients are not
     * shown.
     */
    void emit(RunEvent event) throws InterruptedException {
        emit(event, () -> true);
    }

    /** Appends an event to the log, unless {@code wanted} is false when the event is encoded. */
    void emit(RunEvent event, BooleanSupplier condition) throws InterruptedException {
        AgentNode from = event.from();
        if (from == null || !from.isUnseen()) {
            log.append(() -> condition.getAsBoolean() ? encoding.encode(event) : List.of());
        }
    }

    /** Appends an event of the run's end; only such events may follow. */
    void emitEnd(RunEvent event) throws InterruptedException {
        log.appendEnd(() -> encoding.encode(event));
    }

    /**
     * Returns the number that the run's last frame will have; 0 if frames have no numbers. Only events of the run's end
     * may follow.
     */
    long lastFrame(RunResult result) {
        return log.last(() -> encoding.framesOfEnd(result));
    }

    /** Stores a completed turn of the agent that the user talks to, after which the run continues. */
    void turnIsWhole(AgentNode node) {
        if (record != null) {
            record.advance(node.transcript().takeWhole(), log.newest());
        }
    }

    /**
     * Counts a model request.
     *
     * @throws AgencyException if the run has reached its limit
     */
    void countModelRequest(String agent) {
        if (modelRequests.incrementAndGet() > limits().modelRequests()) {
            throw new AgencyException(
                    ErrorCode.REQUEST_LIMIT,
                    "Agent " + agent + " would make model request " + (limits().modelRequests() + 1)
                            + " of this run, but a run may make " + limits().modelRequests()
                            + " (agency-swarm.limits.model-requests).");
        }
    }

    /**
     * Counts bytes that are kept until the run ends.
     *
     * @throws AgencyException if the run exceeds its limit
     */
    void countKept(String agent, long size) {
        if (storedBytes.addAndGet(size) > limits().runBytes()) {
            throw new AgencyException(
                    ErrorCode.RUN_TOO_LARGE,
                    "Agent " + agent + ": the conversation of this run exceeds " + limits().runBytes()
                            + " bytes (agency-swarm.limits.run-bytes).");
        }
    }

    /**
     * Counts the usage of a model request.
     *
     * @return the usage of this request alone, with its cost
     */
    UsageTotals addUsage(String model, TokenUsage tokens) {
        UsageTotals request = UsageTotals.NONE.plus(tokens, models().cost(model, tokens));
        synchronized (this) {
            usage = usage.plus(tokens, request.cost());
        }
        return request;
    }

    /** Sets the conversation before the run, once it is loaded. */
    void remember(Conversation before) {
        history = before;
    }

    Conversation history() {
        return history;
    }

    /**
     * Returns the earlier conversation of an agent and its caller: from before this run, and from completed delegations
     * in it.
     */
    List<Item> conversation(AgentNode node) {
        if (node.isUnseen()) {
            return List.of();
        }
        @Nullable AgentNode caller = node.parent();
        List<Item> items = new ArrayList<>(history.between(node.name(), caller == null ? null : caller.name()));
        if (caller != null) {
            synchronized (delegated) {
                items.addAll(delegated.getOrDefault(new AgentPair(node.name(), caller.name()), List.of()));
            }
        }
        return items;
    }

    /** Remembers a completed delegation, so that the next one of the same two agents continues it. */
    void remember(AgentNode node) {
        if (node.isUnseen()) {
            return;
        }
        AgentNode caller = Objects.requireNonNull(node.parent(), "the root agent has no caller");
        synchronized (delegated) {
            delegated
                    .computeIfAbsent(new AgentPair(node.name(), caller.name()), _ -> new ArrayList<>())
                    .addAll(node.transcript().own());
        }
    }
}
