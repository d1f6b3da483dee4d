package io.agencyswarm.store;

/**
 * How much a thread and a caller may hold, and how many runs may wait.
 *
 * @param queue runs that may wait for one thread
 */
record MemoryLimits(long threadBytes, long callerBytes, int queue) {}
