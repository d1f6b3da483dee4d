/**
 * Runs agencies, with one loop for every kind of answer. {@link io.agencyswarm.run.AgencyRunner} starts an
 * {@link io.agencyswarm.run.AgencyRun}, which appends its events to its {@link io.agencyswarm.eventlog.EventLog}; a
 * stream is a reader of that log. An agent's loop is straight-line code on a virtual thread; agents that ask each other
 * form a tree of {@link io.agencyswarm.run.AgentNode}s. Imports {@code agency}, what it may import, {@code observe}, to
 * which it reports each step, {@code intercept}, which it asks before and after steps, {@code store}, which stores runs
 * and threads, and {@code cluster}, for the process's own address.
 */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
