/**
 * Starts, holds and ends runs. {@link io.agencyswarm.run.lifecycle.AgencyRunner} starts an
 * {@link io.agencyswarm.run.lifecycle.ActiveRun} on a virtual thread of its own. The run ends when its message is
 * answered, when it is cancelled, when its clients have left, when its time is over, or when the process shuts down.
 * Not for applications, which ask with {@link io.agencyswarm.ask.Agencies}. Imports {@code agency}, {@code cluster},
 * {@code error}, {@code eventlog}, {@code item}, {@code observe}, {@code run}, {@code run.call}, {@code run.loop},
 * {@code run.storage}, {@code store} and {@code text}.
 */
@NullMarked
package io.agencyswarm.run.lifecycle;

import org.jspecify.annotations.NullMarked;
