package io.agencyswarm.store;

/**
 * Limits of the bytes of a thread and of a caller, and of the waiting runs.
 *
 * @param queue the maximum number of runs that wait for one thread
 */
record MemoryLimits(long threadBytes, long callerBytes, int queue) {}
