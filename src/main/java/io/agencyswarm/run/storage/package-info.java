/**
 * Stores runs while they proceed: their rows, items and frames, and the threads that they continue. A run that waits
 * for its thread waits here. Not for applications. Imports {@code error}, {@code eventlog}, {@code item}, {@code run}
 * and {@code store}.
 */
@NullMarked
package io.agencyswarm.run.storage;

import org.jspecify.annotations.NullMarked;
