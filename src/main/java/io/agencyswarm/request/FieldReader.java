package io.agencyswarm.request;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object and collects the problems, so that a client gets all of them at once. */
public final class FieldReader {

    private static final int MAX_PROBLEMS = 100;

    private final ObjectNode body;
    private final List<Object> path;
    private final List<Problem> problems;

    /** Creates a reader of a request body. The locations of problems begin with {@code body}. */
    public FieldReader(ObjectNode body) {
        this(body, List.of("body"), new ArrayList<>());
    }

    /** Creates a reader of a tool's arguments. The locations of problems begin with the argument's name. */
    public static FieldReader ofArguments(ObjectNode arguments) {
        return new FieldReader(arguments, List.of(), new ArrayList<>());
    }

    private FieldReader(ObjectNode body, List<Object> path, List<Problem> problems) {
        this.body = body;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Returns a reader of a nested object, which adds its problems to this reader. If there is no such object, the
     * reader has no fields.
     */
    public FieldReader within(String name) {
        ObjectNode inner = object(name);
        List<Object> inside = new ArrayList<>(path);
        inside.add(name);
        return new FieldReader(inner == null ? Json.object() : inner, inside, problems);
    }

    /** Returns the field's value, or null if it is absent or null. */
    public @Nullable JsonNode get(String name) {
        JsonNode value = body.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Returns a text, or null if it is absent. */
    public @Nullable String text(String name) {
        JsonNode value = get(name);
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        addProblem("Input should be a valid string", "string_type", name);
        return null;
    }

    /** Returns a required text. If it is missing, adds a problem and returns an empty text. */
    public String requiredText(String name) {
        if (!body.has(name)) {
            addProblem("Field required", "missing", name);
            return "";
        }
        if (get(name) == null) {
            addProblem("Input should be a valid string", "string_type", name);
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    /** Returns an object, or null if it is absent. */
    public @Nullable ObjectNode object(String name) {
        JsonNode value = get(name);
        if (value == null || value instanceof ObjectNode) {
            return (ObjectNode) value;
        }
        addProblem("Input should be a valid dictionary", "dict_type", name);
        return null;
    }

    /** Returns a list of objects; empty if it is absent. */
    public List<ObjectNode> objects(String name) {
        JsonNode value = get(name);
        List<ObjectNode> objects = new ArrayList<>();
        if (value == null) {
            return objects;
        }
        if (!value.isArray()) {
            addProblem("Input should be a valid list", "list_type", name);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode object) {
                objects.add(object);
            } else {
                addProblem("Input should be a valid dictionary", "dict_type", name, i);
            }
        }
        return objects;
    }

    /** Returns a list of texts; empty if it is absent. */
    public List<String> texts(String name) {
        JsonNode value = get(name);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!value.isArray()) {
            addProblem("Input should be a valid list", "list_type", name);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (value.get(i).isTextual()) {
                texts.add(value.get(i).textValue());
            } else {
                addProblem("Input should be a valid string", "string_type", name, i);
            }
        }
        return texts;
    }

    /** Returns an object's texts by name, in the client's order; empty if it is absent. */
    public Map<String, String> textsByName(String name) {
        ObjectNode value = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value == null) {
            return texts;
        }
        value.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
            } else {
                addProblem("Input should be a valid string", "string_type", name, entry.getKey());
            }
        });
        return texts;
    }

    /** Returns an object's values in the form in which tools and settings hold them; empty if it is absent. */
    public Map<String, Object> values(String name) {
        ObjectNode value = object(name);
        return value == null
                ? Map.of()
                : Json.mapper().convertValue(value, new TypeReference<Map<String, Object>>() {});
    }

    /** Returns a boolean; false if it is absent. */
    public boolean flag(String name) {
        JsonNode value = get(name);
        if (value == null || value.isBoolean()) {
            return value != null && value.booleanValue();
        }
        addProblem("Input should be a valid boolean", "bool_type", name);
        return false;
    }

    /** Adds a problem. Problems after the first 100 are dropped. */
    public void addProblem(String msg, String type, Object... path) {
        if (problems.size() >= MAX_PROBLEMS) {
            return;
        }
        List<Object> loc = new ArrayList<>(this.path);
        loc.addAll(List.of(path));
        problems.add(new Problem(loc, msg, type));
    }

    /**
     * Fails if there is a problem.
     *
     * @throws InvalidRequestException if any problem was added
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }
}
