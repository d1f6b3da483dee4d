package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Converts the requests that the model server received to the form of the recordings. */
final class RequestDistiller {

    private static final List<String> HEAD = List.of("method", "path", "authorization", "filename", "purpose");
    private static final List<String> ITEM =
            List.of("type", "role", "content", "name", "arguments", "call_id", "output");

    private RequestDistiller() {}

    static ObjectNode request(JsonNode received) {
        ObjectNode request = Wire.object();
        HEAD.stream().filter(received::hasNonNull).forEach(key -> request.set(key, received.get(key)));
        if (received.path("body").isObject()) {
            body(received.get("body"), request);
        }
        return request;
    }

    private static void body(JsonNode body, ObjectNode to) {
        to.set("model", Wire.orNull(body, "model"));
        JsonNode instructions = body.path("instructions");
        to.set("instructions", Wire.present(instructions) ? instructions : TextNode.valueOf(""));
        to.set("input", input(Wire.orNull(body, body.has("input") ? "input" : "messages")));
        ArrayNode tools = to.putArray("tools");
        StreamSupport.stream(body.path("tools").spliterator(), false)
                .map(RequestDistiller::toolName)
                .sorted()
                .forEach(tools::add);
        if (Wire.present(body.path("service_tier"))) {
            to.set("service_tier", body.get("service_tier"));
        }
        JsonNode format = body.path("text").path("format");
        if (format.path("type").asText().equals("json_schema")) {
            ObjectNode schema =
                    SchemaDistiller.schema(format.required("schema")).deepCopy();
            schema.set("strict", Wire.orNull(format, "strict"));
            to.set("output_schema", schema);
        }
    }

    private static JsonNode input(JsonNode items) {
        if (!items.isArray()) {
            return items;
        }
        ArrayNode input = Wire.MAPPER.createArrayNode();
        for (JsonNode item : items) {
            if (!handoffReminder(item)) {
                input.add(ItemDistiller.item(item, ITEM));
            }
        }
        return input;
    }

    /** Its text is not specified, nor whether it exists. */
    private static boolean handoffReminder(JsonNode item) {
        return item.path("role").asText().equals("system")
                && item.path("content").toString().contains("Transfer");
    }

    private static String toolName(JsonNode tool) {
        if (Wire.present(tool.path("name"))) {
            return tool.get("name").asText();
        }
        JsonNode function = tool.path("function").path("name");
        return Wire.present(function)
                ? function.asText()
                : tool.required("type").asText();
    }
}
