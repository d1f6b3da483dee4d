package io.agencyswarm.http.answer;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Makes JSON responses that proxies and browsers must not store, because they change with each run. */
public final class NoStore {

    private NoStore() {}

    public static Response with(Response.ResponseBuilder response) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The same for an error. */
    public static Response with(ErrorAnswer error) {
        return error.header(HttpHeaders.CACHE_CONTROL, "no-store").response();
    }
}
