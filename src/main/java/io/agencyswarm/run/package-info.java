/**
 * What the outside sees of a run: the {@link io.agencyswarm.run.RunRequest} that it answers, the
 * {@link io.agencyswarm.run.RunEvent}s that happen in it, the tree of {@link io.agencyswarm.run.AgentRun}s that they
 * belong to, and its {@link io.agencyswarm.run.RunResult}. {@code run.lifecycle} starts runs, {@code run.loop} answers
 * their messages by the rules of {@code run.turn}, {@code run.call} calls their tools, and {@code run.storage} stores
 * them. An application implements {@link io.agencyswarm.run.ThreadStore}, and gets {@code RunEvent}s from
 * {@code ask.Agencies}; all other types are for the service's own packages. Imports {@code agency}, {@code error},
 * {@code item}, {@code json}, {@code model}, {@code setting}, {@code sse}, {@code store}, {@code tool} and
 * {@code usage}.
 */
@NullMarked
package io.agencyswarm.run;

import org.jspecify.annotations.NullMarked;
