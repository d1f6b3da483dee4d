/**
 * A run's frames on their way to those who read them. An {@link io.agencyswarm.eventlog.EventLog} is written by one run
 * and knows nothing of it; a stream is a reader of the log. Imports {@code sse}.
 */
@NullMarked
package io.agencyswarm.eventlog;

import org.jspecify.annotations.NullMarked;
