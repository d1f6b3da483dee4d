package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.request.FieldReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request. Its fields are looked up in camelCase, then in snake_case. Problems are added to the
 * request's {@link FieldReader}, in the client's spelling.
 */
final class InputObject {

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final ObjectNode json;
    private final FieldReader faults;
    private final List<Object> path;

    /** Creates a reader of a request body. */
    InputObject(ObjectNode body, FieldReader faults) {
        this(body, faults, List.of());
    }

    private InputObject(ObjectNode json, FieldReader faults, List<Object> path) {
        this.json = json;
        this.faults = faults;
        this.path = path;
    }

    /** Returns the unchanged object. */
    ObjectNode json() {
        return json;
    }

    /** Returns the value, or null if it is absent or null. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = json.get(spelling(name));
        return value == null || value.isNull() ? null : value;
    }

    /** Returns a text, or null if it is absent. */
    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        addProblem("Input should be a valid string", "string_type", name);
        return null;
    }

    /** Returns a required text. If it is missing, adds a problem and returns an empty text. */
    String requiredText(String name) {
        String text = text(name);
        if (get(name) == null) {
            missing(name);
        }
        return text == null ? "" : text;
    }

    /** Returns an object, or null if it is absent. */
    @Nullable
    InputObject object(String name) {
        JsonNode value = get(name);
        if (value == null || value instanceof ObjectNode) {
            return value == null ? null : new InputObject((ObjectNode) value, faults, at(name));
        }
        addProblem("Input should be a valid dictionary", "dict_type", name);
        return null;
    }

    /** Returns the objects of a list; empty if it is absent. */
    List<InputObject> objects(String name) {
        JsonNode value = get(name);
        List<InputObject> objects = new ArrayList<>();
        if (value != null && !value.isArray()) {
            addProblem("Input should be a valid list", "list_type", name);
            return objects;
        }
        for (int i = 0; value != null && i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode object) {
                objects.add(new InputObject(object, faults, at(name, i)));
            } else {
                addProblem("Input should be a valid dictionary", "dict_type", name, i);
            }
        }
        return objects;
    }

    /** Adds the problem that a required field is missing. */
    void missing(String name) {
        addProblem("Field required", "missing", name);
    }

    /** Adds a problem of a field, or of a value within it. */
    void addProblem(String msg, String type, Object... path) {
        faults.addProblem(msg, type, at(path).toArray());
    }

    private List<Object> at(Object... path) {
        List<Object> inside = new ArrayList<>(this.path);
        for (Object step : path) {
            inside.add(step instanceof String name ? spelling(name) : step);
        }
        return inside;
    }

    private String spelling(String name) {
        if (json.has(name)) {
            return name;
        }
        String snake = CAPITAL.matcher(name)
                .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
        return json.has(snake) ? snake : name;
    }
}
