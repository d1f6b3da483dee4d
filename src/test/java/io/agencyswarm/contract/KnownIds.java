package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids and messages of a case's earlier answers, for {@code ${new_messages}} and {@code ${run_id}} in later steps.
 */
final class KnownIds {

    private static final List<String> KEYS = List.of("new_messages", "run_id");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");

    private final Map<String, JsonNode> values = new HashMap<>();

    /** Stores the ids and messages in an answer's body or a frame's data. */
    void learn(JsonNode event) {
        Wire.only(event, KEYS).forEachEntry(values::put);
    }

    /** Returns the value of a key as text. */
    String text(String key) {
        return value(key).asText();
    }

    /** Returns the JSON with references replaced by their values. */
    JsonNode fill(JsonNode json) {
        if (json.isTextual()) {
            Matcher reference = REFERENCE.matcher(json.textValue());
            return reference.matches() ? value(reference.group(1)) : json;
        }
        if (json.isArray()) {
            ArrayNode filled = Wire.MAPPER.createArrayNode();
            json.forEach(element -> filled.add(fill(element)));
            return filled;
        }
        ObjectNode filled = Wire.object();
        json.forEachEntry((key, value) -> filled.set(key, fill(value)));
        return json.isObject() ? filled : json;
    }

    private JsonNode value(String key) {
        JsonNode value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("No answer of this case has told its " + key + " yet");
        }
        return value;
    }
}
