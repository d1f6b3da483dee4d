package io.agencyswarm.run.loop;

import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.run.RunLimitsConfig;
import io.agencyswarm.run.call.ToolExecutor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The services that answer a message, shared by all runs.
 *
 * @param models opens the requests to models
 * @param limits the limits of each run
 * @param toolExecutor executes tools
 * @param agentTools the agents' current tools
 * @param interceptors the application's interceptors
 * @param quickReplyCache cached answers
 */
@Singleton
public record LoopServices(
        ModelRouter models,
        RunLimitsConfig limits,
        ToolExecutor toolExecutor,
        AgentTools agentTools,
        InterceptorChain interceptors,
        QuickReplyCache quickReplyCache) {

    /** Created by CDI. */
    @Inject
    public LoopServices {}
}
