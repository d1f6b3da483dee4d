package io.agencyswarm.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** YAML as trees, and the part of Kubernetes' strategic merge that our patches need. */
final class Yaml {

    static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

    private Yaml() {}

    static JsonNode one(Path file) throws IOException {
        return MAPPER.readTree(file.toFile());
    }

    static JsonNode parse(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    /** Returns the documents of a file. */
    static List<JsonNode> all(Path file) throws IOException {
        try (var documents = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll();
        }
    }

    /** Objects are merged by field, lists by their elements' key; lists without a key are replaced. */
    static JsonNode merged(JsonNode old, JsonNode patch) {
        if (old instanceof ObjectNode fields && patch.isObject()) {
            ObjectNode result = fields.deepCopy();
            patch.properties()
                    .forEach(
                            field -> result.set(field.getKey(), merged(fields.path(field.getKey()), field.getValue())));
            return result;
        }
        if (old instanceof ArrayNode list
                && patch.isArray()
                && !key(patch.path(0)).isEmpty()) {
            ArrayNode result = list.deepCopy();
            patch.forEach(element -> mergeInto(result, element));
            return result;
        }
        return patch;
    }

    private static void mergeInto(ArrayNode list, JsonNode element) {
        for (int i = 0; i < list.size(); i++) {
            if (key(list.get(i)).equals(key(element))) {
                list.set(i, merged(list.get(i), element));
                return;
            }
        }
        list.add(element);
    }

    /** The key of a volume mount is its path, that of other elements their name. */
    private static String key(JsonNode element) {
        return element.path("mountPath").asText(element.path("name").asText());
    }
}
