package io.agencyswarm.model;

/**
 * A way to reach models. Make a bean of it and every agent whose model begins with {@link #prefix()} uses it. A client
 * is shared by all runs.
 */
public interface ModelClient {

    /**
     * How the names of this client's models begin, such as {@code offline/}. The empty prefix is that of OpenAI and takes
     * whatever no other client takes. The longest prefix that fits a name wins.
     */
    String prefix();

    /**
     * Sends a request and waits for the answer to begin. Blocks the calling virtual thread.
     *
     * @return the answer's events; the caller closes it
     * @throws ModelException if the model's server refused, could not be reached or broke off before the first byte
     * @throws InterruptedException if the run was cancelled meanwhile; nothing is left open then
     */
    ModelStream open(ModelRequest request) throws InterruptedException;
}
