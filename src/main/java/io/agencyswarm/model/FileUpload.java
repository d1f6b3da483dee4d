package io.agencyswarm.model;

import java.nio.file.Path;

/**
 * A file on its way to a model's provider.
 *
 * @param agent the agent that it is for, for error messages
 * @param model the agent's model, without the client's prefix once it reaches the client
 * @param name the name that the provider is told
 * @param content a file of this machine that nobody changes meanwhile
 */
public record FileUpload(String agent, String model, String name, Path content, ClientConfig clientConfig) {

    /** The same upload for a model of another name. */
    public FileUpload withModel(String other) {
        return new FileUpload(agent, other, name, content, clientConfig);
    }

    /** The same upload with another client config. */
    public FileUpload withClientConfig(ClientConfig other) {
        return new FileUpload(agent, model, name, content, other);
    }
}
