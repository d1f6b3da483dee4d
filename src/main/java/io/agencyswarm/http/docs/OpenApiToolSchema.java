package io.agencyswarm.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.ToolSpec;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
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

    private static final String DEFINITIONS = "#/$defs/";

    /** How the reference {@code #} is read: as the name of a component. */
    private static final String ROOT = OpenApiComponents.SCHEMAS + "#";

    static OpenApiToolSchema of(ToolSpec tool) {
        String name = "tool." + tool.name();
        ObjectNode arguments = tool.inputSchema().deepCopy();
        JsonNode definitions = arguments.path("$defs");
        arguments.remove("$defs");
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        schemas.set(name, arguments);
        definitions.properties().forEach(entry -> schemas.set(component(name, entry.getKey()), entry.getValue()));
        OpenAPI parsed = OpenApiFile.parse(Json.text(document), new AbsoluteReferences(name))
                .model();
        return new OpenApiToolSchema(name, parsed.getComponents().getSchemas());
    }

    /** Returns the request body of a call of the tool. */
    RequestBody requestBody() {
        return OASFactory.createRequestBody()
                .required(true)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(OpenApiComponents.SCHEMAS + name))));
    }

    /**
     * Makes references absolute: a tool's references are relative to its own schema, which is a component here.
     *
     * @param name the name of the component
     */
    private record AbsoluteReferences(String name) implements OASFilter {

        @Override
        public Schema filterSchema(Schema schema) {
            if (schema.getRef() != null) {
                schema.setRef(absolute(schema.getRef()));
            }
            return schema;
        }

        private String absolute(String reference) {
            if (reference.equals(ROOT)) {
                return OpenApiComponents.SCHEMAS + name;
            }
            if (reference.startsWith(DEFINITIONS)) {
                String[] parts = reference.substring(DEFINITIONS.length()).split("/", 2);
                String inside = parts.length > 1 ? "/" + parts[1] : "";
                return OpenApiComponents.SCHEMAS + component(name, unescaped(parts[0])) + inside;
            }
            return reference.startsWith("#") ? OpenApiComponents.SCHEMAS + name + reference.substring(1) : reference;
        }
    }

    /** Returns a component's name. Other servers' tools may use names that OpenAPI does not allow. */
    private static String component(String name, String definition) {
        return name + "." + definition.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
