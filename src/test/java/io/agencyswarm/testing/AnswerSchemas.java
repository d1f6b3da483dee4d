package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.agencyswarm.json.Json;
import io.restassured.RestAssured;
import java.net.URI;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates the service's answers with the schemas of its OpenAPI document, more strictly than a client would: a field
 * that a schema does not name is a fault, unless the schema has {@code additionalProperties}.
 */
public final class AnswerSchemas {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;

    /** The schemas that were used before, by their place in the document: compiling one takes most of the time. */
    private final Map<JsonNode, JsonSchema> compiled = new IdentityHashMap<>();

    /**
     * Creates the schemas.
     *
     * @param document an OpenAPI document
     */
    public AnswerSchemas(JsonNode document) {
        this.document = document.deepCopy();
        makeStrict(this.document);
    }

    /** Reads the schemas of a running service. */
    public static AnswerSchemas at(URI base) {
        return new AnswerSchemas(Json.readOwn(
                RestAssured.given().get(base.resolve("/openapi.json")).asByteArray()));
    }

    /**
     * Validates an answer.
     *
     * @param answer the {@code status}, and the {@code body} or the {@code events} of the stream
     * @return what is wrong; empty if the answer is valid, or if the document does not have the endpoint
     */
    public List<String> faults(String method, String path, JsonNode answer) {
        String request = method + " " + path;
        Optional<JsonNode> operation = operation(method, path.split("\\?", 2)[0]);
        if (operation.isEmpty()) {
            return List.of();
        }
        String status = answer.required("status").asText();
        JsonNode response = resolved(operation.get().path("responses").path(status));
        if (response.isMissingNode()) {
            return List.of(request + " answers " + status + ", which the document does not have");
        }
        List<String> faults = new ArrayList<>();
        if (hasText(answer.path("body"))) {
            faults.addAll(faults(response.at("/content/application~1json/schema"), answer.get("body")));
        }
        for (JsonNode event : answer.path("events")) {
            if (!event.has("comment")) {
                ObjectNode frame = event.deepCopy();
                frame.properties().removeIf(field -> field.getValue().isNull());
                faults.addAll(faults(response.at("/content/text~1event-stream/schema"), frame));
            }
        }
        return faults.stream()
                .map(fault -> request + " " + status + ": " + fault)
                .toList();
    }

    /** Returns whether the document describes an endpoint. */
    public boolean has(String method, String path) {
        return operation(method, path).isPresent();
    }

    private Optional<JsonNode> operation(String method, String path) {
        return document.path("paths")
                .propertyStream()
                .filter(entry ->
                        Pattern.matches(PARAMETER.matcher(entry.getKey()).replaceAll("[^/]+"), path))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private JsonNode resolved(JsonNode response) {
        return response.has("$ref")
                ? document.at(response.get("$ref").textValue().substring(1))
                : response;
    }

    private static boolean hasText(JsonNode body) {
        return !body.isMissingNode() && !(body.isTextual() && body.textValue().isEmpty());
    }

    private List<String> faults(JsonNode schema, JsonNode value) {
        if (schema.isMissingNode()) {
            return List.of("the document has no schema for " + value);
        }
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(fault -> fault + " in " + value)
                .toList();
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode complete = schema.deepCopy();
        complete.set("components", document.path("components"));
        return SCHEMAS.getSchema(complete);
    }

    /** Forbids fields without a schema, and replaces the schema of a text that is JSON by the schema of that JSON. */
    private static void makeStrict(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove("discriminator");
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            if (object.get("contentSchema") instanceof ObjectNode content) {
                object.removeAll();
                object.setAll(content);
            }
        }
        schema.forEach(AnswerSchemas::makeStrict);
    }
}
