/** Agents that work together: delegation, handoffs, guardrails, reminders, and what each agent is told. */
@NullMarked
package io.agencyswarm.service.agent;

import org.jspecify.annotations.NullMarked;
