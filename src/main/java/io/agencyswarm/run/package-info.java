/**
 * Runs agencies, with one loop for every kind of answer. {@link io.agencyswarm.run.AgencyRunner} starts an
 * {@link io.agencyswarm.run.AgencyRun}, which appends its events to its {@link io.agencyswarm.eventlog.EventLog}; a
 * stream is a reader of that log. An agent's loop is straight-line code on a virtual thread; agents that ask each
 * other form a tree of {@link io.agencyswarm.run.AgentRun}s. Imports {@code agency}, {@code cluster}, {@code error},
 * {@code eventlog}, {@code intercept}, {@code item}, {@code model}, {@code observe}, {@code setting}, {@code sse},
 * {@code store}, {@code tool}, {@code tool.hosted} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
