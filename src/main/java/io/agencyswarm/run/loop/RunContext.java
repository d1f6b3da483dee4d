package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunLimitsConfig;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.call.CallerScope;
import io.agencyswarm.run.call.ExclusiveTools;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.run.storage.StoredRunWriter;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the loops of one run share. Thread-safe. */
public final class RunContext {

    private final Agency agency;
    private final RunOptions options;
    private final Map<String, Object> userContext;
    private final LoopServices services;
    private final Cancellation cancellation;
    private final EventEmitter events;
    private final RunQuota quota;
    private final @Nullable StoredRunWriter writer;
    private final EarlierConversations conversations = new EarlierConversations();
    private final CallerScope scope = new CallerScope();
    private final ExclusiveTools exclusiveTools = new ExclusiveTools();

    /**
     * Creates a context. Called on the thread of the request that asks for the run.
     *
     * @param writer null if nothing of the run is stored
     */
    public RunContext(
            Agency agency,
            RunOptions options,
            LoopServices services,
            Cancellation cancellation,
            EventEmitter events,
            @Nullable StoredRunWriter writer) {
        this.agency = agency;
        this.options = options;
        this.userContext = UserContext.of(agency, options);
        this.services = services;
        this.cancellation = cancellation;
        this.events = events;
        this.quota = new RunQuota(services.limits());
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

    ModelRouter models() {
        return services.models();
    }

    RunLimitsConfig limits() {
        return services.limits();
    }

    /** Returns the executor of the run's tools. */
    ToolExecutor toolExecutor() {
        return services.toolExecutor();
    }

    ExclusiveTools exclusiveTools() {
        return exclusiveTools;
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

    EventEmitter events() {
        return events;
    }

    RunQuota quota() {
        return quota;
    }

    /** Returns the usage of the run's models so far. */
    public UsageTotals usage() {
        return quota.usage();
    }

    EarlierConversations conversations() {
        return conversations;
    }

    /** Returns the run's CDI request context. */
    public CallerScope scope() {
        return scope;
    }

    /**
     * Counts the usage of a model request.
     *
     * @return the usage of this request alone, with its cost
     */
    UsageTotals countUsage(String model, TokenUsage tokens) {
        return quota.countUsage(tokens, models().cost(model, tokens));
    }

    /** Stores the new items of the agent that the user talks to, after a turn that is not the last one. */
    void storeTurn(Transcript transcript) {
        if (writer != null) {
            writer.advance(transcript.takeNew(), events.newest());
        }
    }
}
