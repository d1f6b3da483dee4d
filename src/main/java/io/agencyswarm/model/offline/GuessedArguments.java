package io.agencyswarm.model.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Arguments of a tool that were found in a message: numbers in their order, names from quoted or capitalized words, and
 * choices by their values. Only required arguments and choices are looked for.
 *
 * @param values the arguments; never changed
 * @param count how many of them are from the message; the others are defaults
 */
record GuessedArguments(ObjectNode values, int count) {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\d.])-?\\d{1,15}(?:\\.\\d{1,9})?(?![\\p{L}\\d])");
    private static final Pattern NAME = Pattern.compile(
            "\"([^\"]{1,200})\"|“([^”]{1,200})”|(?<=[^.!?\\n] )(\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+){0,5})");

    /** Finds arguments for a schema; empty where a required one is neither in the message nor has a default. */
    static Optional<GuessedArguments> of(ObjectNode schema, Candidates candidates) {
        Reader reader = new Reader(candidates);
        ObjectNode values = Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = isRequired(schema, property.getKey());
            JsonNode value = required || property.getValue().has("enum")
                    ? reader.value(property.getValue())
                    : MissingNode.getInstance();
            if (!value.isMissingNode()) {
                values.set(property.getKey(), value);
            } else if (required) {
                return Optional.empty();
            }
        }
        return Optional.of(new GuessedArguments(values, reader.count));
    }

    /** The required arguments with values that show what belongs there. */
    static ObjectNode example(ObjectNode schema) {
        ObjectNode values = Json.object();
        schema.path("properties").properties().stream()
                .filter(property -> isRequired(schema, property.getKey()))
                .forEach(property -> values.set(property.getKey(), example(property.getKey(), property.getValue())));
        return values;
    }

    private static JsonNode example(String name, JsonNode schema) {
        if (schema.has("default")) {
            return schema.path("default");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").path(0);
        }
        return switch (type(schema)) {
            case "integer", "number" -> schema.path("minimum").isNumber() ? schema.path("minimum") : Json.tree(1);
            case "boolean" -> Json.tree(true);
            case "array" -> Json.array();
            case "object" -> example((ObjectNode) schema);
            default -> Json.tree(name);
        };
    }

    private static boolean isRequired(ObjectNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The type that is not null. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (!type.isArray()) {
            return type.asText();
        }
        for (JsonNode alternative : type) {
            if (!alternative.asText().equals("null")) {
                return alternative.asText();
            }
        }
        return "null";
    }

    /**
     * The parts of a message that can be arguments. Found once for all tools, because a message may be long.
     *
     * @param lowerCase the message, for choices
     */
    record Candidates(String lowerCase, List<String> numbers, List<String> names) {

        static Candidates in(String message) {
            return new Candidates(
                    message.toLowerCase(Locale.ROOT),
                    NUMBER.matcher(message).results().map(MatchResult::group).toList(),
                    NAME.matcher(message).results().map(Candidates::name).toList());
        }

        /** Returns the words of the group that matched. */
        private static String name(MatchResult match) {
            if (match.group(1) != null) {
                return match.group(1);
            }
            return match.group(2) != null ? match.group(2) : match.group(3);
        }
    }

    /** Takes each number and each name of a message once. */
    private static final class Reader {

        private final Candidates candidates;
        private final Iterator<String> names;
        private int numbersTaken;
        private int count;

        private Reader(Candidates candidates) {
            this.candidates = candidates;
            this.names = candidates.names().iterator();
        }

        private JsonNode value(JsonNode schema) {
            JsonNode value = schema.has("enum") ? choice(schema.path("enum")) : typed(type(schema));
            count += value.isMissingNode() ? 0 : 1;
            return value.isMissingNode() ? schema.path("default") : value;
        }

        private JsonNode typed(String type) {
            return switch (type) {
                case "integer" ->
                    hasNumber() && !number().contains(".")
                            ? Json.tree(Long.parseLong(takeNumber()))
                            : MissingNode.getInstance();
                case "number" -> hasNumber() ? Json.tree(Double.parseDouble(takeNumber())) : MissingNode.getInstance();
                case "string" -> names.hasNext() ? Json.tree(names.next()) : MissingNode.getInstance();
                default -> MissingNode.getInstance();
            };
        }

        private boolean hasNumber() {
            return numbersTaken < candidates.numbers().size();
        }

        private String number() {
            return candidates.numbers().get(numbersTaken);
        }

        private String takeNumber() {
            String number = number();
            numbersTaken++;
            return number;
        }

        private JsonNode choice(JsonNode values) {
            for (JsonNode value : values) {
                if (value.isTextual()
                        && candidates.lowerCase().contains(value.textValue().toLowerCase(Locale.ROOT))) {
                    return value;
                }
            }
            return MissingNode.getInstance();
        }
    }
}
