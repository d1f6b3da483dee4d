package io.agencyswarm.observe;

import org.jspecify.annotations.Nullable;

/**
 * What can be under way in a run, by names alone. A run is the root; the steps of a delegated agent are beneath its
 * delegation.
 */
public sealed interface Step {

    /**
     * A whole run.
     *
     * @param runId the run's id, with which whoever holds it may cancel the run
     * @param agency the agency's name
     * @param agent the agent that the user speaks to at first
     */
    record Run(String runId, String agency, String agent) implements Step {}

    /**
     * One request to a model, its retries included. The turns of an agent are these; so is the request for a
     * conversation's name.
     *
     * @param model as the agent or the client names it, whichever model answers for it
     */
    record ModelRequest(String agent, String model) implements Step {}

    /**
     * A tool at work.
     *
     * @param agent the agent whose model called it
     * @param callId the call's id, unique within the agent's turn
     */
    record ToolCall(String agent, String tool, String callId) implements Step {}

    /**
     * One agent asks another and waits for its answer.
     *
     * @param caller the agent that asks
     * @param agent the agent that is asked
     * @param callId the call's id, unique within the caller's turn; null where a tool's or guardrail's code asks
     */
    record Delegation(String caller, String agent, @Nullable String callId) implements Step {}
}
