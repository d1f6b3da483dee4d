package io.agencyswarm.run;

import io.agencyswarm.agency.AgentTools;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.model.Models;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The services that answer a message, shared by all runs.
 *
 * @param models opens the requests to models
 * @param limits the limits of each run
 * @param tools executes tools
 * @param agentTools the agents' current tools
 * @param interceptors the application's interceptors
 * @param quickReplies cached answers
 */
@Singleton
record RunServices(
        Models models,
        RunLimitsConfig limits,
        ToolExecutor tools,
        AgentTools agentTools,
        InterceptorChain interceptors,
        QuickReplies quickReplies) {

    @Inject
    RunServices {}
}
