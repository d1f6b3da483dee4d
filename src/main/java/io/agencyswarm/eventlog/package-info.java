/**
 * A run's frames on their way to its readers. An {@link io.agencyswarm.eventlog.EventLog} is written by one run, of
 * which it knows nothing; a stream is a reader of the log. Imports {@code setting} and {@code sse}.
 */
@NullMarked
package io.agencyswarm.eventlog;

import org.jspecify.annotations.NullMarked;
