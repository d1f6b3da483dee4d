package io.agencyswarm.file;

import io.agencyswarm.model.ClientConfig;

/**
 * The agent and the model that get files.
 *
 * @param agent the agent's name, for error messages
 * @param model the agent's model, whose provider gets the files
 * @param clientConfig how the run reaches its models
 */
public record FileTarget(String agent, String model, ClientConfig clientConfig) {}
