package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * OpenRouter's {@code reasoning_details}: what its providers expect back with a call, such as signatures. They arrive
 * in pieces, which are identified by type and index, and are sent back complete.
 */
final class ReasoningDetails {

    /** Prefix that marks the reasoning of OpenRouter. */
    static final String TAG = "openrouter:";

    /** The fields that arrive in pieces. */
    private static final Set<String> TEXTS = Set.of("text", "summary", "data");

    private final Map<String, ReasoningDetail> details = new LinkedHashMap<>();

    /** One detail, with the pieces so far. */
    private record ReasoningDetail(ObjectNode fields, Map<String, StringBuilder> texts) {

        private void add(String field, JsonNode value) {
            if (TEXTS.contains(field) && value.isTextual()) {
                texts.computeIfAbsent(field, _ -> new StringBuilder()).append(value.textValue());
            } else if (!value.isNull() || !fields.has(field)) {
                fields.set(field, value);
            }
        }

        private ObjectNode whole() {
            ObjectNode whole = fields.deepCopy();
            texts.forEach((field, text) -> whole.put(field, text.toString()));
            return whole;
        }
    }

    /** Adds the pieces of a chunk. */
    void add(JsonNode pieces) {
        for (JsonNode piece : pieces) {
            String index = piece.path("index").asText("after " + details.size());
            ReasoningDetail detail = details.computeIfAbsent(
                    LenientFields.text(piece, "type") + " " + index,
                    _ -> new ReasoningDetail(Json.object(), new HashMap<>()));
            piece.properties().forEach(field -> detail.add(field.getKey(), field.getValue()));
        }
    }

    boolean isEmpty() {
        return details.isEmpty();
    }

    /** Returns all details in the form that is stored with the reasoning. */
    String json() {
        ArrayNode all = Json.array();
        details.values().forEach(detail -> all.add(detail.whole()));
        return TAG + Json.text(all);
    }
}
