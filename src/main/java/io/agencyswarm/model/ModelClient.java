package io.agencyswarm.model;

import java.util.List;
import java.util.Set;

/**
 * A way to reach models. Make a bean of it and every agent whose model begins with {@link #prefix()} uses it. A client
 * is shared by all runs.
 */
public interface ModelClient {

    /** Makes clients of which only the settings say how many there are. A bean of it is asked once, at the start. */
    interface Factory {

        /**
         * The clients, each with a prefix of its own.
         *
         * @throws io.quarkus.runtime.configuration.ConfigurationException if a setting is wrong
         */
        List<ModelClient> create();
    }

    /**
     * How the names of this client's models begin, such as {@code offline/}. The empty prefix is that of OpenAI and
     * takes whatever no other client takes. The longest prefix that fits a name wins.
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

    /** Whether a run's own {@link ClientConfig} applies here; where it does not, requests come without it. */
    default boolean acceptsClientConfig() {
        return false;
    }

    /** The providers that are reached, by LiteLLM's names: a run's {@code client_config} may hold keys for them. */
    default Set<String> providers() {
        return Set.of();
    }

    /** Whether requests may have tools that the provider runs itself; where not, they come without them. */
    default boolean takesHostedTools() {
        return false;
    }

    /** Whether {@link #upload} works. Asked before a client's files are fetched, which can be many and large. */
    default boolean takesFiles() {
        return false;
    }

    /**
     * Sends a file to the provider. Blocks the calling virtual thread.
     *
     * @return the id by which requests may name the file
     * @throws ModelException as {@link #open}
     * @throws InterruptedException if the run was cancelled meanwhile; nothing is left open then
     */
    default String upload(FileUpload file) throws InterruptedException {
        throw new UnsupportedOperationException("A client that takes files implements upload too: " + prefix());
    }
}
