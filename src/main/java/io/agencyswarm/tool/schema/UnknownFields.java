package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.error.ProblemList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds fields that a schema does not allow: unknown fields of an object whose {@code additionalProperties} is false.
 * They are refused only from clients, where they are usually misspelled; from models they are ignored. Supports any
 * schema, not only those of {@link Schemas}. Values with several alternative schemas are not checked.
 */
public final class UnknownFields {

    private final ObjectNode root;
    private final ProblemList unknown = new ProblemList();
    private final ProblemList missing = new ProblemList();

    private UnknownFields(ObjectNode root) {
        this.root = root;
    }

    /**
     * Refuses arguments with unknown fields.
     *
     * @throws InvalidRequestException with each unknown field, and with the missing required fields, which may be the
     *     correct names of the unknown ones
     */
    public static void refuse(ObjectNode schema, ObjectNode arguments) {
        UnknownFields fields = new UnknownFields(schema);
        fields.value(schema, arguments, List.of());
        if (!fields.unknown.isEmpty()) {
            fields.unknown.addAll(fields.missing);
            fields.unknown.refuse();
        }
    }

    private void value(JsonNode reference, JsonNode value, List<Object> loc) {
        JsonNode schema = resolve(reference);
        switch (value) {
            case ObjectNode object -> object(schema, object, loc);
            case ArrayNode list -> {
                JsonNode items = schema.path("items");
                for (int index = 0; index < list.size() && !items.isMissingNode() && !unknown.isFull(); index++) {
                    if (list.get(index).isContainerNode()) {
                        value(items, list.get(index), SchemaCheck.within(loc, index));
                    }
                }
            }
            default -> {}
        }
    }

    private void object(JsonNode schema, ObjectNode object, List<Object> loc) {
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        boolean closed = others.isBoolean() && !others.booleanValue() && !schema.has("patternProperties");
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (unknown.isFull()) {
                break;
            }
            String name = field.getKey();
            boolean holds = field.getValue().isContainerNode();
            if (properties.has(name)) {
                if (holds) {
                    value(properties.get(name), field.getValue(), SchemaCheck.within(loc, name));
                }
            } else if (!closed) {
                if (holds) {
                    value(others, field.getValue(), SchemaCheck.within(loc, name));
                }
            } else {
                unknown.add(new Problem(
                        SchemaCheck.within(loc, name),
                        "There is no such field" + knownNames(properties),
                        "extra_forbidden"));
            }
        }
        for (JsonNode name : schema.path("required")) {
            if (!object.has(name.asText())) {
                missing.add(
                        Problem.missing(SchemaCheck.within(loc, name.asText()).toArray()));
            }
        }
    }

    private static String knownNames(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names.isEmpty()
                ? ": no fields are taken here"
                : ". Fields that are taken here: " + String.join(", ", names);
    }

    /** Resolves a reference. If only one alternative is not null, returns that one. */
    private JsonNode resolve(JsonNode reference) {
        JsonNode schema = reference;
        Set<JsonNode> seen = new HashSet<>();
        while (schema.has("$ref") && seen.add(schema.get("$ref"))) {
            String target = schema.get("$ref").asText();
            schema = target.startsWith("#") ? root.at(target.substring(1)) : MissingNode.getInstance();
        }
        List<JsonNode> choices = new ArrayList<>();
        schema.path("anyOf").forEach(choice -> {
            if (!choice.path("type").asText().equals("null")) {
                choices.add(choice);
            }
        });
        return choices.size() == 1 ? resolve(choices.getFirst()) : schema;
    }
}
