package io.agencyswarm.model;

import org.jspecify.annotations.Nullable;

/**
 * A model's answer as it arrives. Read by one thread. Events that are not read yet are buffered up to a limit; beyond
 * it, the model's connection is not read.
 */
public interface ModelStream extends AutoCloseable {

    /**
     * Waits for the next event. Blocks the calling virtual thread.
     *
     * @return null at the end of the stream
     * @throws ModelException if the connection broke, or the model was silent for too long
     * @throws InterruptedException if the run was cancelled meanwhile
     */
    @Nullable
    ModelEvent next() throws InterruptedException;

    /**
     * Discards the rest of the stream. Closes the model's connection at once, unless the stream has ended; then the
     * connection is reused. May be called from any thread, any number of times. Never blocks.
     */
    @Override
    void close();
}
