package io.agencyswarm.tool.openapi;

/**
 * The operations of a configured API, to be given to an agent among its tools.
 *
 * @param api the API's name in the configuration ({@code agency-swarm.openapi.<name>.…}); the start is refused where
 *     there is none of the name
 */
public record OpenApiTools(String api) {

    /** The operations of the API of this name. */
    public static OpenApiTools named(String api) {
        return new OpenApiTools(api);
    }
}
