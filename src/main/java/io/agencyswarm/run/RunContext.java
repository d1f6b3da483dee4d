package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.model.Models;
import io.agencyswarm.observe.Span;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the loops of one run share. Safe for several threads. */
final class RunContext {

    private final Agency agency;
    private final RunOptions options;
    private final Models models;
    private final RunConfig limits;
    private final ToolCaller toolCaller;
    private final Cancellation cancellation;
    private final EventSink events;
    private final Span span;
    private final RequestScopes scopes;
    private final String traceId = id("trace_");
    private final Map<String, Object> userContext;
    private final AtomicLong kept = new AtomicLong();
    private final AtomicInteger modelRequests = new AtomicInteger();
    private final Map<Pair, List<Item>> delegated = new HashMap<>();
    private volatile Conversation history = Conversation.EMPTY;
    private UsageTotals usage = UsageTotals.NONE;

    /** Two agents that talk to each other. */
    private record Pair(String agent, String caller) {}

    RunContext(
            Agency agency,
            RunOptions options,
            Map<String, Object> userContext,
            RunServices services,
            Cancellation cancellation,
            EventSink events,
            Span span,
            RequestScopes scopes) {
        this.agency = agency;
        this.options = options;
        this.models = services.models();
        this.limits = services.limits();
        this.toolCaller = new ToolCaller(services.toolThreads(), services.limits());
        this.cancellation = cancellation;
        this.events = events;
        this.span = span;
        this.scopes = scopes;
        this.userContext = userContext;
    }

    Agency agency() {
        return agency;
    }

    Models models() {
        return models;
    }

    RunOptions options() {
        return options;
    }

    RunConfig limits() {
        return limits;
    }

    /** How the run calls its tools. */
    ToolCaller toolCaller() {
        return toolCaller;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** What the run's own steps are begun from. */
    Span span() {
        return span;
    }

    /** Where each further thread of the run begins a request context of its own. */
    RequestScopes scopes() {
        return scopes;
    }

    Map<String, Object> userContext() {
        return userContext;
    }

    synchronized UsageTotals usage() {
        return usage;
    }

    void emit(RunEvent event) throws InterruptedException {
        events.emit(event);
    }

    /** A new run of an agent within this run. */
    Origin origin(String agent, @Nullable String caller, @Nullable String parentRunId) {
        return new Origin(agent, caller, id("agent_run_"), traceId, parentRunId);
    }

    /** One more model request, if there is one left. */
    void countModelRequest(String agent) {
        if (modelRequests.incrementAndGet() > limits.modelRequests()) {
            throw new AgencyException(
                    ErrorCode.REQUEST_LIMIT,
                    "Agent " + agent + " would make model request " + (limits.modelRequests() + 1)
                            + " of this run, but a run may make " + limits.modelRequests()
                            + " (agency-swarm.limits.model-requests).");
        }
    }

    /** Counts what is kept to the run's end, if there is room. */
    void countKept(String agent, long size) {
        if (kept.addAndGet(size) > limits.runBytes()) {
            throw new AgencyException(
                    ErrorCode.RUN_TOO_LARGE,
                    "Agent " + agent + ": what was said in this run is longer than the " + limits.runBytes()
                            + " bytes that a run may keep (agency-swarm.limits.run-bytes).");
        }
    }

    /**
     * Counts what a model request used.
     *
     * @return that alone, with its cost
     */
    UsageTotals addUsage(String model, TokenUsage tokens) {
        UsageTotals request = UsageTotals.NONE.plus(tokens, models.cost(model, tokens));
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

    /**
     * What {@code agent} and {@code caller} have said to each other so far: before this run, and in it once it was
     * whole.
     */
    List<Item> conversation(String agent, @Nullable String caller) {
        List<Item> items = new ArrayList<>(history.between(agent, caller));
        if (caller != null) {
            synchronized (delegated) {
                items.addAll(delegated.getOrDefault(new Pair(agent, caller), List.of()));
            }
        }
        return items;
    }

    /** A delegated run is over; the next one of the same two agents goes on from there. */
    void remember(String agent, String caller, List<Item> items) {
        synchronized (delegated) {
            delegated
                    .computeIfAbsent(new Pair(agent, caller), pair -> new ArrayList<>())
                    .addAll(items);
        }
    }

    /** Unique and no secret: knowing one gives no power over a run, as the run's own id does. */
    private static String id(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
