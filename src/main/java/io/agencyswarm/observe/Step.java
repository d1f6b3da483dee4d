package io.agencyswarm.observe;

import org.jspecify.annotations.Nullable;

/**
 * A step of a run, described by names only. The run is the root; the steps of a delegated agent are below its
 * delegation.
 */
public sealed interface Step {

    /**
     * A complete run.
     *
     * @param runId the run's id, which is enough to cancel the run
     * @param agency the agency's name
     * @param agent the agent that the user talks to first
     */
    record Run(String runId, String agency, String agent) implements Step {}

    /**
     * A request to a model, with its retries: a turn of an agent, or the request for a conversation's name.
     *
     * @param model the name that the agent or the client uses, even if another model answers for it
     */
    record ModelCall(String agent, String model) implements Step {}

    /**
     * A call of a tool.
     *
     * @param agent the agent whose model called it
     * @param callId the call's id, unique within the agent's turn
     */
    record ToolCall(String agent, String tool, String callId) implements Step {}

    /**
     * One agent asks another and waits for its answer.
     *
     * @param parent the agent that asks
     * @param agent the agent that is asked
     * @param callId the call's id, unique within the parent's turn; null if the code of a tool or guardrail asks
     */
    record DelegatedRun(
            String parent, String agent, @Nullable String callId) implements Step {}
}
