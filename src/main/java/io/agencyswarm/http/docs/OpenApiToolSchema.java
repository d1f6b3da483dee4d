package io.agencyswarm.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.ToolSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/**
 * A tool's JSON schema as components of the document: one for the arguments and one for each of the schema's
 * definitions. The components' names contain a dot, which the names of tools and of other components do not.
 *
 * @param name the name of the arguments' component
 * @param components all components, by name
 */
record OpenApiToolSchema(String name, Map<String, Schema> components) {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    static OpenApiToolSchema of(ToolSpec tool) {
        String name = "tool." + tool.name();
        OpenApiSchemaReader reader = new OpenApiSchemaReader(reference -> absolute(name, reference));
        ObjectNode arguments = tool.inputSchema().deepCopy();
        JsonNode definitions = arguments.path("$defs");
        arguments.remove("$defs");
        Map<String, Schema> components = new LinkedHashMap<>();
        components.put(name, reader.read(arguments));
        definitions
                .properties()
                .forEach(definition ->
                        components.put(component(name, definition.getKey()), reader.read(definition.getValue())));
        return new OpenApiToolSchema(name, components);
    }

    /** Returns the request body of a call of the tool. */
    RequestBody requestBody() {
        return OASFactory.createRequestBody()
                .required(true)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType().schema(OpenApiDefinition.reference(name))));
    }

    /** Makes a reference absolute: a tool's references are relative to its own schema, which is a component here. */
    private static String absolute(String name, String reference) {
        if (reference.startsWith(DEFINITIONS)) {
            String[] parts = reference.substring(DEFINITIONS.length()).split("/", 2);
            String inside = parts.length > 1 ? "/" + parts[1] : "";
            return COMPONENTS + component(name, unescaped(parts[0])) + inside;
        }
        return reference.startsWith("#") ? COMPONENTS + name + reference.substring(1) : reference;
    }

    /** Returns a component's name. Other servers' tools may use names that OpenAPI does not allow. */
    private static String component(String name, String definition) {
        return name + "." + definition.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
