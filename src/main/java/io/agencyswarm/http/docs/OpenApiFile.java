package io.agencyswarm.http.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.agencyswarm.request.ActivityLogging;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * The service's part of the OpenAPI document, which is kept by hand in {@code openapi.yaml}: the paths, with one path
 * for all agencies and one for all tools, and the components that they refer to.
 */
final class OpenApiFile {

    private static final String LOGS = "/get_logs";
    private static final String LOGS_TAG = "Logs";

    private final ObjectNode document;

    private OpenApiFile(ObjectNode document) {
        this.document = document;
    }

    /**
     * Reads the file.
     *
     * @param agui whether the application is built for AG-UI; then {@code openapi-agui.yaml} changes the document
     */
    static OpenApiFile read(boolean agui) {
        ObjectNode document = yaml("openapi.yaml");
        if (agui) {
            patch(document, yaml("openapi-agui.yaml"));
        }
        return new OpenApiFile(document);
    }

    /** Removes the endpoints of the logs and the header that requests a log. */
    void removeLogs() {
        JsonNode paths = document.required("paths");
        ((ObjectNode) paths).remove(LOGS);
        removeFrom(document.required("tags"), LOGS_TAG);
        paths.forEach(
                item -> item.forEach(operation -> removeFrom(operation.path("parameters"), ActivityLogging.HEADER)));
    }

    /**
     * Converts the file to the model of OpenAPI documents, without the schemas that no path needs.
     *
     * @param existing the components of the application; this file's components of the same names get other names
     */
    OpenAPI model(Components existing) {
        OpenApiComponents.removeUnused(document);
        return parse(OpenApiComponents.rename(document, existing), new OASFilter() {})
                .model();
    }

    /** Converts the JSON text of a document to the model and applies a filter to it. */
    static SmallRyeOpenAPI parse(String json, OASFilter filter) {
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .withCustomStaticFile(() -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                .addFilter(filter)
                .build();
    }

    /** Removes the elements of a name from a list. */
    private static void removeFrom(JsonNode list, String name) {
        for (Iterator<JsonNode> elements = list.elements(); elements.hasNext(); ) {
            if (elements.next().path("name").asText().equals(name)) {
                elements.remove();
            }
        }
    }

    /** Applies a JSON merge patch, as RFC 7396 defines it. */
    private static void patch(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value.isObject() && target.get(field.getKey()) instanceof ObjectNode existing) {
                patch(existing, value);
            } else {
                target.set(field.getKey(), value);
            }
        });
    }

    private static ObjectNode yaml(String name) {
        try {
            return (ObjectNode) new YAMLMapper().readTree(DocsRoutes.read(name));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
