package io.agencyswarm.http.response;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Makes JSON responses that proxies and browsers must not store, because they change with each run. */
public final class NoStore {

    private NoStore() {}

    /** Builds a response with JSON that caches must not store. */
    public static Response with(Response.ResponseBuilder response) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Returns the response for an error. Caches must not store it. */
    public static Response with(ErrorResponse error) {
        return error.withHeader(HttpHeaders.CACHE_CONTROL, "no-store").response();
    }
}
