package io.agencyswarm.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Components;
import org.jspecify.annotations.Nullable;

/** The components of a document and the references to them. */
final class OpenApiComponents {

    /** What the references to schemas begin with. */
    static final String SCHEMAS = "#/components/schemas/";

    /** The prefix of the service's components whose names the application uses. */
    private static final String PREFIX = "agency-swarm.";

    private OpenApiComponents() {}

    /** Removes the schemas that neither a path nor a response needs. */
    static void removeUnused(ObjectNode document) {
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        Set<String> used = new HashSet<>();
        Deque<JsonNode> unread = new ArrayDeque<>(List.of(document.at("/paths"), document.at("/components/responses")));
        while (!unread.isEmpty()) {
            for (String reference : unread.remove().findValuesAsText("$ref")) {
                String name = reference.replace(SCHEMAS, "");
                if (schemas.has(name) && used.add(name)) {
                    unread.add(schemas.required(name));
                }
            }
        }
        schemas.retain(used);
    }

    /** Renames the components whose names the application uses, with the references to them, and returns the text. */
    static String rename(ObjectNode document, Components existing) {
        Map<String, Set<String>> names = Map.of(
                "schemas", names(existing.getSchemas()),
                "responses", names(existing.getResponses()),
                "securitySchemes", names(existing.getSecuritySchemes()));
        names.forEach((kind, used) -> {
            ObjectNode components = (ObjectNode) document.required("components").required(kind);
            used.stream()
                    .filter(components::has)
                    .forEach(name -> components.set(PREFIX + name, components.remove(name)));
        });
        String text = Json.text(document);
        for (Map.Entry<String, Set<String>> kind : names.entrySet()) {
            for (String name : kind.getValue()) {
                // In JSON, a quote that does not delimit a string has a backslash before it.
                String reference = "\"#/components/" + kind.getKey() + "/%s\"";
                text = text.replace(reference.formatted(name), reference.formatted(PREFIX + name));
            }
        }
        return text;
    }

    /** Returns the name that a component of the service has in the document. */
    static String nameOf(String component, Map<String, ?> components) {
        return components.containsKey(PREFIX + component) ? PREFIX + component : component;
    }

    private static Set<String> names(@Nullable Map<String, ?> components) {
        return components == null ? Set.of() : components.keySet();
    }
}
