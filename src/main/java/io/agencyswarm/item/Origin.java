package io.agencyswarm.item;

import org.jspecify.annotations.Nullable;

/**
 * Where an item or an event comes from: the run of one agent.
 *
 * @param agent the agent that runs
 * @param callerAgent the agent that asked it, null where the user did
 * @param agentRunId one per run of one agent; a handoff begins a new one
 * @param runTraceId one per request of a client, the same in all that it sets off
 * @param parentRunId in a delegated run the {@code call_id} of the call that started it
 */
public record Origin(
        String agent,
        @Nullable String callerAgent,
        String agentRunId,
        String runTraceId,
        @Nullable String parentRunId) {}
