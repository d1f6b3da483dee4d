package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.List;

/** Writes the OpenAPI document of the tools that are served over HTTP. */
final class ServedToolsDocument {

    private static final String SCHEMAS = "#/components/schemas/";

    private ServedToolsDocument() {}

    /** Writes the document. Each tool's schema is a component with the tool's name. */
    static ObjectNode of(List<ToolSpec> tools, String url, String title) {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", "1.0.0");
        document.putArray("servers").addObject().put("url", url);
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        for (ToolSpec tool : tools) {
            paths.putObject("/tool/" + tool.name()).set("post", operation(tool));
            schemas.set(tool.name(), component(tool));
        }
        ObjectNode bearer = components.putObject("securitySchemes").putObject("bearer");
        bearer.put("type", "http").put("scheme", "bearer");
        document.putArray("security").addObject().putArray("bearer");
        return document;
    }

    private static ObjectNode operation(ToolSpec tool) {
        ObjectNode operation = Json.object().put("operationId", tool.name()).put("description", tool.description());
        ObjectNode body = operation.putObject("requestBody").put("required", true);
        content(body).put("$ref", SCHEMAS + tool.name());
        ObjectNode responses = operation.putObject("responses");
        answer(responses, "200", "What the tool returned", "response");
        answer(responses, "422", "The arguments are not valid", "detail")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        answer(responses, "500", "The tool failed", "Error").put("type", "string");
        return operation;
    }

    private static ObjectNode answer(ObjectNode responses, String status, String description, String property) {
        ObjectNode schema = content(responses.putObject(status).put("description", description))
                .put("type", "object");
        ObjectNode value = schema.putObject("properties").putObject(property);
        schema.putArray("required").add(property);
        return value;
    }

    private static ObjectNode content(ObjectNode parent) {
        return parent.putObject("content").putObject("application/json").putObject("schema");
    }

    /** Rewrites a tool's references, which are relative to its own schema, for the component. */
    private static ObjectNode component(ToolSpec tool) {
        ObjectNode schema = tool.inputSchema().deepCopy();
        for (JsonNode holder : schema.findParents("$ref")) {
            String reference = holder.get("$ref").textValue();
            ((ObjectNode) holder).put("$ref", SCHEMAS + tool.name() + reference.substring(1));
        }
        return schema;
    }
}
