package io.agencyswarm.model.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import java.util.Map;

/** Adds the extra arguments of the agent's settings and of the client to a request's body. */
public final class ExtraArguments {

    private ExtraArguments() {}

    /** Overwrites existing fields. The client's arguments are applied last. */
    public static void merge(ModelRequest request, ObjectNode body) {
        merge(request.settings().extraArguments(), body);
        merge(request.clientConfig().extraArguments(), body);
    }

    private static void merge(Map<String, Object> arguments, ObjectNode body) {
        arguments.forEach((name, value) -> body.set(name, Json.tree(value)));
    }
}
