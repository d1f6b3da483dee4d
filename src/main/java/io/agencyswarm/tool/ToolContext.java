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
     * conversation. Where a client calls the tool directly or asks for a plain answer, nobody is told.
     *
     * <p>Waits while the client does not read; a run that is cancelled meanwhile leaves the thread interrupted. What comes
     * after the call has returned, or was given up, is not told.
     *
     * @param value a text, or what can be written as JSON. An object with a field {@code type} is told with the agent's
     *     {@code agent}, {@code callerAgent} and {@code agent_run_id}
     * @throws IllegalArgumentException if it can't be written as JSON
     */
    void progress(@Nullable Object value);
}
