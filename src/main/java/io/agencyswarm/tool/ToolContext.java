package io.agencyswarm.tool;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tool may know of the run that calls it. A tool method or {@link ToolClass} takes it as a parameter; it is no
 * part of the schema, and the model never sees it.
 *
 * @param userContext the run's own copy of the agency's user context with the request's merged over it; tools may
 *     change
 *     it, and later tools of the same run see the change. Where an OpenID Connect provider is configured,
 * {@code principal}
 *     is the caller's subject, or absent, whatever the client sent. Safe for several threads
 * @param agent the agent that calls, null where a client calls the tool directly
 * @param callId the id of the call, null where a client calls the tool directly
 * @param cancelled whether the run has been cancelled, for work that can't be interrupted
 */
public record ToolContext(
        Map<String, Object> userContext,
        @Nullable String agent,
        @Nullable String callId,
        BooleanSupplier cancelled) {}
