package io.agencyswarm.model;

import java.nio.file.Path;

/**
 * A file to send to a model's provider.
 *
 * @param agent the agent that gets the file, for error messages
 * @param model the agent's model, without the model client's prefix once it reaches that client
 * @param name the file name that is sent to the provider
 * @param path a local file; it must not change during the upload
 */
public record FileUpload(String agent, String model, String name, Path path, ClientConfig clientConfig) {

    /** Returns a copy for another model. */
    public FileUpload withModel(String other) {
        return new FileUpload(agent, other, name, path, clientConfig);
    }

    /** Returns a copy with another client config. */
    public FileUpload withClientConfig(ClientConfig other) {
        return new FileUpload(agent, model, name, path, other);
    }
}
