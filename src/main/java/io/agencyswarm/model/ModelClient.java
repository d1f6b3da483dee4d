package io.agencyswarm.model;

import java.util.List;
import java.util.Set;

/**
 * A client of a model provider. Every agent whose model's name begins with {@link #prefix()} uses it. Implementations
 * are CDI beans; all runs share them, so they must be thread-safe.
 */
public interface ModelClient {

    /**
     * Creates clients whose number depends on the configuration. Implementations are CDI beans and are called once, at
     * the start.
     */
    interface Factory {

        /**
         * Creates the clients, each with its own prefix.
         *
         * @throws io.quarkus.runtime.configuration.ConfigurationException if a setting is not valid
         */
        List<ModelClient> create();
    }

    /**
     * Returns the prefix of the names of this client's models, such as {@code offline/}. The longest prefix that a name
     * begins with wins. The empty prefix is that of OpenAI, which gets all other names.
     */
    String prefix();

    /**
     * Sends a request and waits for the answer to begin. Blocks the calling virtual thread.
     *
     * @return the answer's events; close it after use
     * @throws ModelException if the model's server refused, could not be reached or closed the connection before the
     *     first byte
     * @throws InterruptedException if the run was cancelled meanwhile; then no connection stays open
     */
    ModelStream open(ModelRequest request) throws InterruptedException;

    /** Returns whether a run's {@link ClientConfig} applies to this client. If not, requests arrive without it. */
    default boolean supportsClientConfig() {
        return false;
    }

    /**
     * Returns the providers that this client reaches, by LiteLLM's names. A {@code client_config} may hold keys for
     * them.
     */
    default Set<String> providers() {
        return Set.of();
    }

    /**
     * Returns whether requests may hold hosted tools, which the provider runs. If not, requests arrive without them.
     */
    default boolean supportsHostedTools() {
        return false;
    }

    /**
     * Returns whether {@link #upload} is supported. Called before attached files are fetched, because they can be many
     * and large.
     */
    default boolean supportsFiles() {
        return false;
    }

    /**
     * Sends a file to the provider. Blocks the calling virtual thread.
     *
     * @return the file's id for requests
     * @throws ModelException as {@link #open}
     * @throws InterruptedException if the run was cancelled meanwhile; then no connection stays open
     */
    default String upload(FileUpload file) throws InterruptedException {
        throw new UnsupportedOperationException(
                "A model client whose supportsFiles() returns true must implement upload(): " + prefix());
    }
}
