package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.model.Models;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunLimitsConfig;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.call.RunScope;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.run.storage.StoredRunWriter;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the loops of one run share. Thread-safe. */
public final class RunContext {

    private final Agency agency;
    private final RunOptions options;
    private final Map<String, Object> userContext;
    private final RunServices services;
    private final Cancellation cancellation;
    private final RunEvents events;
    private final RunBudget budget;
    private final @Nullable StoredRunWriter writer;
    private final RunConversations conversations = new RunConversations();
    private final RunScope scope = new RunScope();
    private final Map<ToolSpec, ExclusiveTool> exclusive = new ConcurrentHashMap<>();

    /**
     * Creates a context. Called on the thread of the request that asks for the run.
     *
     * @param writer null if nothing of the run is stored
     */
    public RunContext(
            Agency agency,
            RunOptions options,
            RunServices services,
            Cancellation cancellation,
            RunEvents events,
            @Nullable StoredRunWriter writer) {
        this.agency = agency;
        this.options = options;
        this.userContext = UserContext.of(agency, options);
        this.services = services;
        this.cancellation = cancellation;
        this.events = events;
        this.budget = new RunBudget(services.limits());
        this.writer = writer;
    }

    Agency agency() {
        return agency;
    }

    RunOptions options() {
        return options;
    }

    /** Returns the user context, which the run's tools share and may change. */
    public Map<String, Object> userContext() {
        return userContext;
    }

    Models models() {
        return services.models();
    }

    RunLimitsConfig limits() {
        return services.limits();
    }

    /** Returns the executor of the run's tools. */
    ToolExecutor toolExecutor() {
        return services.toolExecutor();
    }

    /** Returns the registry of agents' tools. */
    AgentTools agentTools() {
        return services.agentTools();
    }

    InterceptorChain interceptors() {
        return services.interceptors();
    }

    QuickReplyCache quickReplyCache() {
        return services.quickReplyCache();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    RunEvents events() {
        return events;
    }

    RunBudget budget() {
        return budget;
    }

    /** Returns the usage of the run's models so far. */
    public UsageTotals usage() {
        return budget.usage();
    }

    RunConversations conversations() {
        return conversations;
    }

    /** Returns the run's CDI request context. */
    public RunScope scope() {
        return scope;
    }

    /** Returns the agent's place in the agency, for interceptors. */
    RunInterceptor.StepContext stepContext(AgentRun agentRun) {
        return new RunInterceptor.StepContext(agency.name(), agentRun.name(), userContext);
    }

    /** Returns the lock of a tool that allows one call at a time; the same for all agents that have the tool. */
    ExclusiveTool exclusiveTool(ToolSpec tool) {
        return exclusive.computeIfAbsent(tool, _ -> new ExclusiveTool());
    }

    /** Returns whether an agent above this one is running a tool that allows one call at a time. */
    boolean holdsExclusiveAbove(AgentRun agentRun) {
        return exclusive.values().stream().anyMatch(tool -> tool.isHeldAbove(agentRun));
    }

    /**
     * Counts the usage of a model request.
     *
     * @return the usage of this request alone, with its cost
     */
    UsageTotals countUsage(String model, TokenUsage tokens) {
        return budget.countUsage(tokens, models().cost(model, tokens));
    }

    /** Stores a completed turn of the agent that the user talks to, after which the run continues. */
    void storeTurn(AgentRun agentRun) {
        if (writer != null) {
            writer.advance(agentRun.transcript().takeNew(), events.newest());
        }
    }
}
