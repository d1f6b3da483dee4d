package io.agencyswarm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a body apart, collecting every fault, so that a client learns of all of them at once. */
final class Fields {

    private final ObjectNode body;
    private final List<Problem> problems = new ArrayList<>();

    Fields(ObjectNode body) {
        this.body = body;
    }

    /** The field's value; null where it is absent or null. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = body.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** A text, null where it is absent. */
    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        wrong("Input should be a valid string", "string_type", name);
        return null;
    }

    /** A text that must be there; empty where it is not, which is a fault already noted. */
    String requiredText(String name) {
        if (!body.has(name)) {
            problems.add(Problem.missing("body", name));
            return "";
        }
        if (get(name) == null) {
            wrong("Input should be a valid string", "string_type", name);
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    /** An object, null where it is absent. */
    @Nullable
    ObjectNode object(String name) {
        JsonNode value = get(name);
        if (value == null || value instanceof ObjectNode) {
            return (ObjectNode) value;
        }
        wrong("Input should be a valid dictionary", "dict_type", name);
        return null;
    }

    /** A list of objects, empty where it is absent. */
    List<ObjectNode> objects(String name) {
        JsonNode value = get(name);
        List<ObjectNode> objects = new ArrayList<>();
        if (value == null) {
            return objects;
        }
        if (!value.isArray()) {
            wrong("Input should be a valid list", "list_type", name);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode object) {
                objects.add(object);
            } else {
                wrong("Input should be a valid dictionary", "dict_type", name, i);
            }
        }
        return objects;
    }

    /** Notes a fault. */
    void wrong(String msg, String type, Object... path) {
        List<Object> loc = new ArrayList<>();
        loc.add("body");
        loc.addAll(List.of(path));
        problems.add(new Problem(loc, msg, type));
    }

    /** Whether a field is there at all, null or not. */
    boolean has(String name) {
        return body.has(name);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidRequestException if any fault was noted
     */
    void check() {
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }
}
