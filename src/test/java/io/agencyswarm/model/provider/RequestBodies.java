package io.agencyswarm.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.model.ModelRequest;

/** The request bodies of this package, for tests of other packages. */
public final class RequestBodies {

    private RequestBodies() {}

    /** Returns the body of a request to a provider. The model's name has no provider prefix. */
    public static JsonNode of(String provider, ModelRequest request) {
        return ProviderTable.get(provider).dialect().body(request);
    }
}
