package io.agencyswarm.agency;

import java.util.Map;

/**
 * Where a guardrail looks.
 *
 * @param agent the agent that is spoken to, or that answers
 * @param userContext the run's user context
 */
public record GuardrailContext(String agent, Map<String, Object> userContext) {}
