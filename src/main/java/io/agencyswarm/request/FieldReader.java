package io.agencyswarm.request;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.error.ProblemList;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object and collects the problems, so that a client gets all of them at once. */
public final class FieldReader {

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final ObjectNode json;
    private final List<Object> path;
    private final ProblemList problems;
    private final boolean eitherCase;

    /** Creates a reader of a request body. The locations of problems begin with {@code body}. */
    public FieldReader(ObjectNode body) {
        this(body, List.of("body"), new ProblemList(), false);
    }

    /** Creates a reader of a tool's arguments. The locations of problems begin with the argument's name. */
    public static FieldReader ofArguments(ObjectNode arguments) {
        return new FieldReader(arguments, List.of(), new ProblemList(), false);
    }

    private FieldReader(ObjectNode json, List<Object> path, ProblemList problems, boolean eitherCase) {
        this.json = json;
        this.path = path;
        this.problems = problems;
        this.eitherCase = eitherCase;
    }

    /**
     * Returns a reader of the same object, which adds its problems to this reader. It is asked for fields in camelCase,
     * and finds those in snake_case too, also in nested objects. Problems have the client's spelling.
     */
    public FieldReader inEitherCase() {
        return new FieldReader(json, path, problems, true);
    }

    /**
     * Returns a reader of a nested object, which adds its problems to this reader. If there is no such object, the
     * reader has no fields.
     */
    public FieldReader within(String name) {
        FieldReader inner = object(name);
        return inner == null ? nested(Json.object(), name) : inner;
    }

    private FieldReader nested(ObjectNode inner, Object... steps) {
        return new FieldReader(inner, location(steps), problems, eitherCase);
    }

    /** Returns the object that is read. */
    public ObjectNode json() {
        return json;
    }

    /** Returns the field's value, or null if it is absent or null. */
    public @Nullable JsonNode get(String name) {
        JsonNode value = json.get(spelling(name));
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
        if (!json.has(spelling(name))) {
            addMissing(name);
            return "";
        }
        if (get(name) == null) {
            addProblem("Input should be a valid string", "string_type", name);
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    /** Returns a text that is one of some values, or null if it is absent. If it is another one, adds a problem. */
    public @Nullable String oneOf(String name, List<String> values) {
        String text = text(name);
        if (text == null || values.contains(text)) {
            return text;
        }
        addProblem("Input should be " + alternatives(values), "literal_error", name);
        return null;
    }

    /**
     * Returns a required text that is one of some values. If it is missing, or another one, adds a problem and
     * returns an empty text.
     */
    public String requiredOneOf(String name, List<String> values) {
        String text = get(name) == null ? requiredText(name) : oneOf(name, values);
        return text == null ? "" : text;
    }

    /** Returns a reader of a nested object, as {@link #within} does; null if the object is absent. */
    public @Nullable FieldReader object(String name) {
        JsonNode value = get(name);
        if (value instanceof ObjectNode inner) {
            return nested(inner, name);
        }
        if (value != null) {
            addProblem("Input should be a valid dictionary", "dict_type", name);
        }
        return null;
    }

    /** Returns a reader of a required nested object, as {@link #object} does. If it is absent, adds a problem. */
    public @Nullable FieldReader requiredObject(String name) {
        if (get(name) == null) {
            addMissing(name);
        }
        return object(name);
    }

    /** Returns readers of a list of objects, which add their problems to this reader; empty if the list is absent. */
    public List<FieldReader> objects(String name) {
        JsonNode value = get(name);
        List<FieldReader> objects = new ArrayList<>();
        if (value == null) {
            return objects;
        }
        if (!value.isArray()) {
            addProblem("Input should be a valid list", "list_type", name);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode inner) {
                objects.add(nested(inner, name, i));
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
        Map<String, String> texts = new LinkedHashMap<>();
        within(name).json.properties().forEach(entry -> {
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
        return Json.mapper().convertValue(within(name).json, new TypeReference<Map<String, Object>>() {});
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

    /** Adds the problem that a required field is missing. */
    public void addMissing(String name) {
        addProblem("Field required", "missing", name);
    }

    /**
     * Adds a problem. Problems after the first {@value ProblemList#MAX} are dropped.
     *
     * @param steps the field's name, then the names and indexes that lead to a value within it
     */
    public void addProblem(String msg, String type, Object... steps) {
        if (!problems.isFull()) {
            problems.add(new Problem(location(steps), msg, type));
        }
    }

    private List<Object> location(Object... steps) {
        List<Object> location = new ArrayList<>(path);
        for (Object step : steps) {
            location.add(step instanceof String name ? spelling(name) : step);
        }
        return location;
    }

    private static String alternatives(List<String> values) {
        List<String> others = values.subList(0, values.size() - 1);
        String last = "'" + values.getLast() + "'";
        return others.isEmpty() ? last : "'" + String.join("', '", others) + "' or " + last;
    }

    private String spelling(String name) {
        if (!eitherCase || json.has(name)) {
            return name;
        }
        String snake = CAPITAL.matcher(name)
                .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT));
        return json.has(snake) ? snake : name;
    }

    /**
     * Fails if there is a problem.
     *
     * @throws InvalidRequestException if any problem was added
     */
    public void check() {
        problems.refuse();
    }
}
