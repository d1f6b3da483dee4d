package io.agencyswarm.item;

import org.jspecify.annotations.Nullable;

/**
 * The origin of an item or an event: the run of one agent.
 *
 * @param agent the agent that runs
 * @param callerAgent the agent that delegated to it, null if the user asked it
 * @param agentRunId one per run of one agent; a handoff begins a new one
 * @param runTraceId one per client request, the same in all runs that it starts
 * @param parentCallId in a delegated run, the {@code call_id} of the call that started it
 */
public record Origin(
        String agent,
        @Nullable String callerAgent,
        String agentRunId,
        String runTraceId,
        @Nullable String parentCallId) {}
