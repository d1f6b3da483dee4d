package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Converts an agency's graph to the form of the recordings, without the positions of the nodes. */
final class GraphDistiller {

    private static final List<String> SUMMARY =
            List.of("agencyName", "totalAgents", "totalTools", "agents", "entryPoints");

    private GraphDistiller() {}

    static ObjectNode graph(JsonNode body) {
        ObjectNode graph = Wire.only(body, List.of("allowed_local_file_dirs"));
        ArrayNode nodes = graph.putArray("nodes");
        byId(body.get("nodes")).forEach(node -> nodes.add(node(node)));
        ArrayNode edges = graph.putArray("edges");
        byId(body.get("edges")).forEach(edge -> edges.add(Wire.only(edge, List.of("id", "source", "target", "type"))));
        graph.set("metadata", Wire.only(body.path("metadata"), SUMMARY));
        return graph;
    }

    private static List<JsonNode> byId(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .sorted(Comparator.comparing(element -> element.required("id").asText()))
                .toList();
    }

    private static ObjectNode node(JsonNode node) {
        ObjectNode data = node.required("data").deepCopy();
        data.remove(List.of("instructions", "capabilities"));
        if (data.has("tools")) {
            ArrayNode tools = Wire.MAPPER.createArrayNode();
            data.get("tools").forEach(tool -> tools.add(tool(tool)));
            data.set("tools", tools);
        }
        if (node.required("type").asText().equals("tool")) {
            data.remove("type");
        }
        ObjectNode distilled = Wire.only(node, List.of("id", "type"));
        distilled.set("data", data);
        return distilled;
    }

    private static ObjectNode tool(JsonNode tool) {
        ObjectNode distilled = Wire.object();
        distilled.set("name", tool.required("name"));
        if (tool.path("type").asText().contains("unction")) {
            distilled.put("type", "function");
        } else {
            distilled.set("type", Wire.orNull(tool, "type"));
        }
        distilled.set("description", Wire.orNull(tool, "description"));
        distilled.set("inputSchema", SchemaDistiller.schema(Wire.orNull(tool, "inputSchema")));
        return distilled;
    }
}
