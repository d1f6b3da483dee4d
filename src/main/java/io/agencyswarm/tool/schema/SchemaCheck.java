package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.error.ProblemList;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Validates arguments against the tool's schema and reports their problems together. Supports the keywords that
 * {@link Schemas} writes, with two exceptions that are checked later: Jackson checks subtypes and formats such as
 * dates, and Bean Validation checks patterns.
 */
final class SchemaCheck {

    private final ObjectNode root;
    private final ProblemList problems = new ProblemList();

    private SchemaCheck(ObjectNode root) {
        this.root = root;
    }

    /**
     * Validates the arguments of a call.
     *
     * @return the arguments that the schema names, with defaults filled in and numbers in texts converted;
     *     {@code arguments} are not changed
     * @throws InvalidRequestException with the problems, if there are any
     */
    static ObjectNode check(ObjectNode schema, ObjectNode arguments) {
        SchemaCheck check = new SchemaCheck(schema);
        ObjectNode checked = check.object(schema, arguments, List.of());
        check.problems.refuse();
        return checked;
    }

    private JsonNode value(JsonNode reference, JsonNode value, List<Object> loc) {
        JsonNode schema = resolve(reference);
        if (value.isNull() && allowsNull(schema)) {
            return value;
        }
        if (schema.has("anyOf")) {
            return either(schema.get("anyOf"), value, loc);
        }
        if (schema.has("enum")) {
            return constant(schema.get("enum"), value, loc);
        }
        JsonNode checked = typed(schema, value, loc);
        LimitViolation.firstIn(schema, checked)
                .ifPresent(limit -> problems.add(new Problem(loc, limit.msg(), limit.type())));
        return checked;
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode definition = schema;
        while (definition.has("$ref")) {
            definition = root.at(definition.get("$ref").textValue().substring(1));
        }
        return definition;
    }

    private boolean allowsNull(JsonNode reference) {
        JsonNode schema = resolve(reference);
        JsonNode type = schema.path("type");
        for (JsonNode choice : schema.path("anyOf")) {
            if (allowsNull(choice)) {
                return true;
            }
        }
        for (JsonNode alternative : type) {
            if (alternative.asText().equals("null")) {
                return true;
            }
        }
        return type.asText().equals("null");
    }

    private JsonNode either(JsonNode choices, JsonNode value, List<Object> loc) {
        List<JsonNode> candidates = new ArrayList<>();
        for (JsonNode choice : choices) {
            if (!choice.path("type").asText().equals("null")) {
                candidates.add(choice);
            }
        }
        if (candidates.size() == 1) {
            return value(candidates.getFirst(), value, loc);
        }
        if (value.isNull()) {
            return mismatch(value, loc, "an object", "dict_type");
        }
        for (JsonNode choice : candidates) {
            if (names(resolve(choice), value)) {
                return value(choice, value, loc);
            }
        }
        return value;
    }

    /** Returns whether a value names this subtype in its discriminator property. */
    private static boolean names(JsonNode subtype, JsonNode value) {
        for (Map.Entry<String, JsonNode> property : subtype.path("properties").properties()) {
            JsonNode name = property.getValue().path("const");
            if (!name.isMissingNode() && name.equals(value.path(property.getKey()))) {
                return true;
            }
        }
        return false;
    }

    private JsonNode constant(JsonNode constants, JsonNode value, List<Object> loc) {
        for (JsonNode constant : constants) {
            if (constant.equals(value)) {
                return value;
            }
        }
        String allowed = constants.valueStream().map(Json::text).collect(Collectors.joining(" or "));
        return mismatch(value, loc, allowed, "enum");
    }

    private JsonNode typed(JsonNode schema, JsonNode value, List<Object> loc) {
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "integer" ->
                Numbers.integer(value).orElseGet(() -> mismatch(value, loc, "a valid integer", "int_" + kind(value)));
            case "number" ->
                Numbers.number(value).orElseGet(() -> mismatch(value, loc, "a valid number", "float_" + kind(value)));
            case "string" -> value.isTextual() ? value : mismatch(value, loc, "a valid string", "string_type");
            case "boolean" -> value.isBoolean() ? value : mismatch(value, loc, "a valid boolean", "bool_type");
            case "array" ->
                value instanceof ArrayNode list
                        ? array(schema, list, loc)
                        : mismatch(value, loc, "a valid list", "list_type");
            case "object" ->
                value instanceof ObjectNode object
                        ? object(schema, object, loc)
                        : mismatch(value, loc, "a valid object", "dict_type");
            default -> value;
        };
    }

    private static String kind(JsonNode value) {
        if (value.isTextual()) {
            return "parsing";
        }
        return value.isNumber() ? "from_float" : "type";
    }

    private ArrayNode array(JsonNode schema, ArrayNode list, List<Object> loc) {
        JsonNode items = schema.path("items");
        ArrayNode checked = list.arrayNode();
        for (int index = 0; index < list.size() && !problems.isFull(); index++) {
            checked.add(value(items, list.get(index), within(loc, index)));
        }
        return checked;
    }

    private ObjectNode object(JsonNode schema, ObjectNode object, List<Object> loc) {
        ObjectNode checked = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            JsonNode value = object.get(name);
            if (value != null) {
                checked.set(name, value(property.getValue(), value, within(loc, name)));
            } else if (property.getValue().has("default")) {
                checked.set(name, property.getValue().get("default"));
            }
        }
        for (JsonNode name : schema.path("required")) {
            if (!object.has(name.textValue())) {
                problems.add(Problem.missing(within(loc, name.textValue()).toArray()));
            }
        }
        others(schema, object, checked, loc);
        return checked;
    }

    /** Adds the entries of a map. Properties that other objects do not declare are left out. */
    private void others(JsonNode schema, ObjectNode object, ObjectNode checked, List<Object> loc) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isBoolean()) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (problems.isFull()) {
                return;
            }
            if (!schema.path("properties").has(entry.getKey())) {
                checked.set(entry.getKey(), value(others, entry.getValue(), within(loc, entry.getKey())));
            }
        }
    }

    /** Returns the location of a value inside the one at {@code loc}. */
    static List<Object> within(List<Object> loc, Object step) {
        List<Object> longer = new ArrayList<>(loc);
        longer.add(step);
        return longer;
    }

    /** Records the problem and returns a missing node, so that the value is not checked further. */
    private JsonNode mismatch(JsonNode value, List<Object> loc, String expected, String type) {
        problems.add(new Problem(loc, "Input should be " + expected + ", got " + ValueExcerpt.value(value), type));
        return MissingNode.getInstance();
    }
}
