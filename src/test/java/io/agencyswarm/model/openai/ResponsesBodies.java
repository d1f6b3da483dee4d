package io.agencyswarm.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;

/** The request bodies of this package, for tests of other packages. */
public final class ResponsesBodies {

    private ResponsesBodies() {}

    /** Returns the body of a request. */
    public static JsonNode of(ModelRequest request) {
        return Json.readOwn(ResponsesBody.of(request));
    }
}
