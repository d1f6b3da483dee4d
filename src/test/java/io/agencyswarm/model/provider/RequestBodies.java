package io.agencyswarm.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.model.ModelRequest;

/** What this package would send, for tests of other packages. */
public final class RequestBodies {

    private RequestBodies() {}

    /** The body of a request to a provider, whose name the model's has no more. */
    public static JsonNode of(String provider, ModelRequest request) {
        return ProviderTable.named(provider).dialect().body(request);
    }
}
