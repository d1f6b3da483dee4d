package io.agencyswarm.testing;

/**
 * What became of a model server's streams.
 *
 * @param open those that are neither whole nor broken off
 * @param started all that began
 * @param aborted those that did not come to their end, whoever broke them off
 */
public record ModelStats(long open, long started, long aborted) {}
