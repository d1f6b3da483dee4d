package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import java.util.Map;

/** The further fields of a request's body, as the agent's settings and the client have them. */
final class Extras {

    private Extras() {}

    /** Merges them in over what is there; the client's come last. */
    static void merge(ModelRequest request, ObjectNode body) {
        merge(request.settings().extraArguments(), body);
        merge(request.clientConfig().extraArguments(), body);
    }

    private static void merge(Map<String, Object> arguments, ObjectNode body) {
        arguments.forEach((name, value) -> body.set(name, Json.tree(value)));
    }
}
