package io.agencyswarm.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a tool access to the run that calls it. A tool method or {@link ToolClass} takes it as a parameter, which is
 * not part of the schema: the model never sees it. Thread-safe.
 */
public interface ToolContext {

    /**
     * The run's own copy of the agency's user context, overridden by the request's. Tools may change it, and later
     * tools of the same run see the change. If an OpenID Connect provider is configured, {@code principal} is the
     * caller's subject, or missing if there is none; a value from the client is discarded.
     */
    Map<String, Object> userContext();

    /** The agent that calls the tool; null if a client calls it directly. */
    @Nullable
    String agent();

    /** The id of the call; null if a client calls the tool directly. */
    @Nullable
    String callId();

    /** Returns whether the run has been cancelled, for work that can't be interrupted. */
    boolean isCancelled();

    /**
     * Sends a progress event to the clients that read the run's stream. The model does not see it, and it is not part
     * of the conversation. Has no effect if a client calls the tool under {@code /tool/} or requests an answer that is
     * not streamed.
     *
     * <p>Blocks while the client does not read. If the run is cancelled meanwhile, returns with the thread's interrupt
     * flag set. Progress after the call has returned or timed out is discarded.
     *
     * @param value a text, or a value that Jackson can write. An object with a field {@code type} is sent with
     *     {@code agent}, {@code callerAgent} and {@code agent_run_id} added
     * @throws IllegalArgumentException if it can't be written as JSON
     */
    void progress(@Nullable Object value);

    /**
     * Sends a message to another agent of the agency within this run, and waits for its answer. The agent's model
     * requests count as the run's, it uses the run's user context, and it is cancelled with the run. Clients see it
     * neither in the stream nor in the conversation. The agent gets only the message, not the conversation. If called
     * on the tool's own thread, the tool does not count towards {@code agency-swarm.limits.tools} while it waits; its
     * time limit continues.
     *
     * @param agent the agent's name; any agent of the agency, regardless of its flows
     * @return the answer: a text, or JSON if the agent has an output type
     * @throws IllegalArgumentException if the agency has no such agent
     * @throws IllegalStateException if a client calls the tool directly, the call has ended, or the nesting exceeds
     *     {@code agency-swarm.limits.delegation-depth}
     * @throws io.agencyswarm.error.AgencyException if the agent can't answer. If the cause ends the run (a limit of the
     *     run, an interceptor that stops it, a tool that makes it fail), the run ends when the tool rethrows it
     * @throws InterruptedException if the run was cancelled immediately
     */
    String ask(String agent, String message) throws InterruptedException;
}
