package io.agencyswarm.model;

import org.jspecify.annotations.Nullable;

/**
 * A model's answer as it comes. Read by one thread; what is not read yet is buffered up to a bound, past which the
 * model's connection is no longer read.
 */
public interface ModelStream extends AutoCloseable {

    /**
     * Waits for the next event. Blocks the calling virtual thread.
     *
     * @return null once the stream has come to its end
     * @throws ModelException if the connection broke, or the model was silent for too long
     * @throws InterruptedException if the run was cancelled meanwhile
     */
    @Nullable
    ModelEvent next() throws InterruptedException;

    /**
     * Gives up what is left: the model's connection closes at once, unless the stream came to its end, when it can be
     * used again. From any thread, any number of times; never blocks.
     */
    @Override
    void close();
}
