package io.agencyswarm.testing;

/**
 * The numbers of a model server's streams.
 *
 * @param open those that are neither complete nor cut off
 * @param started all that have started
 * @param aborted those that were cut off, by either side
 */
public record ModelStats(long open, long started, long aborted) {}
