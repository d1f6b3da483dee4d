package io.agencyswarm.tool.openapi;

/**
 * The operations of a configured API, as tools for an agent.
 *
 * @param api the API's name in the configuration ({@code agency-swarm.openapi.<name>.…}); the application does not
 *     start if the name is not configured
 */
public record ApiTools(String api) {

    /** Returns the operations of the API with this name. */
    public static ApiTools named(String api) {
        return new ApiTools(api);
    }
}
