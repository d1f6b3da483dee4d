package io.agencyswarm.tool;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tool may know of the run that calls it, and tell it. A tool method or {@link ToolClass} takes it as a parameter;
 * it is no part of the schema, and the model never sees it. Safe for several threads.
 */
public interface ToolContext {

    /**
     * The run's own copy of the agency's user context with the request's merged over it. Tools may change it, and later
     * tools of the same run see the change. Where an OpenID Connect provider is configured, {@code principal} is the
     * caller's subject, or absent, whatever the client sent.
     */
    Map<String, Object> userContext();

    /** The agent that calls, null where a client calls the tool directly. */
    @Nullable
    String agent();

    /** The id of the call, null where a client calls the tool directly. */
    @Nullable
    String callId();

    /** Whether the run has been cancelled, for work that can't be interrupted. */
    BooleanSupplier cancelled();

    /**
     * Tells whoever reads the run's stream how far the tool is. The model does not see it, and it is no part of the
     * conversation. Where a client calls the tool under {@code /tool/} or asks for a plain answer, nobody is told.
     *
     * <p>Waits while the client does not read; a run that is cancelled meanwhile leaves the thread interrupted. What comes
     * after the call has returned, or was given up, is not told.
     *
     * @param value a text, or what can be written as JSON. An object with a field {@code type} is told with the agent's
     *     {@code agent}, {@code callerAgent} and {@code agent_run_id}
     * @throws IllegalArgumentException if it can't be written as JSON
     */
    void progress(@Nullable Object value);

    /**
     * Asks another agent of the agency within this run, and waits for its answer. It counts among the run's model
     * requests, uses its user context and ends when the run is cancelled. Clients see nothing of it, neither in the stream
     * nor in the conversation, and the agent knows nothing of the conversation but the message. Called on the tool's own
     * thread, the tool takes no place among {@code agency-swarm.limits.tools} meanwhile; its time limit goes on.
     *
     * @param agent the agent's name; any agent of the agency, whatever its flows
     * @return the answer: a text, or JSON where the agent has an output type
     * @throws IllegalArgumentException if the agency has no such agent
     * @throws IllegalStateException if a client calls the tool directly, the call is over, or agents ask each other too
     *     deeply ({@code agency-swarm.limits.delegation-depth})
     * @throws io.agencyswarm.error.AgencyException if the agent can't answer; where that ends the run (a limit of the run,
     *     an interceptor's stop, a tool that fails the run), the run ends when the tool lets it pass
     * @throws InterruptedException if the run was cancelled at once
     */
    String ask(String agent, String message) throws InterruptedException;
}
