/**
 * Running an agency: one loop for every kind of answer. {@link io.agencyswarm.run.AgencyRunner} begins an
 * {@link io.agencyswarm.run.AgencyRun}, which tells what happens in its {@link io.agencyswarm.eventlog.EventLog}; a stream is
 * a reader of that log. The loop of an agent is straight-line code on a virtual thread; agents that ask each other make
 * a tree of {@link io.agencyswarm.run.AgentRun}s. Imports {@code agency}, what it may import, {@code observe}, which it
 * tells of each step, {@code intercept}, which it asks before and after steps, {@code store}, where runs and threads
 * last, and {@code cluster}, for the process's own address.
 */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
