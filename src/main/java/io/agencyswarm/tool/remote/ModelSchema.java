package io.agencyswarm.tool.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's schema as models take it: an object without references, with the keywords that providers know. Providers
 * refuse the whole request for a schema that they do not like, and the server checks arguments itself, so what is left
 * out costs a hint to the model and nothing else.
 *
 * @param simplified whether anything was left out
 * @param foreign the first reference to another document; it stands for any value
 */
public record ModelSchema(ObjectNode json, boolean simplified, Optional<String> foreign) {

    /** Copied as they are. */
    private static final Set<String> PLAIN = Set.of(
            "type",
            "enum",
            "const",
            "title",
            "description",
            "default",
            "format",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "examples");

    private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf", "allOf");

    /** Without meaning for the value. */
    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "$comment", "$defs", "definitions", "required", "nullable");

    /** Some providers refuse other names of arguments. */
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final int DEEPEST = 24;
    private static final int MOST_CHARS = 200_000;
    private static final int LONGEST_REFERENCE = 1_000;

    /** The schema that stands for a server's, whose references are within it. */
    public static ModelSchema of(JsonNode given) {
        return of(given, given);
    }

    /**
     * The schema that stands for a server's.
     *
     * @param document what its references are within
     */
    public static ModelSchema of(JsonNode given, JsonNode document) {
        Copy copy = new Copy(document);
        ObjectNode root = copy.root(given);
        return new ModelSchema(root, copy.simplified, Optional.ofNullable(copy.foreign));
    }

    /**
     * What a reference within a document leads to; a missing node where that is nothing.
     *
     * @param reference such as {@code #/$defs/a}, percent-encoded as in URLs
     */
    public static JsonNode at(JsonNode document, String reference) {
        boolean within = reference.equals("#") || reference.startsWith("#/");
        if (!within || reference.length() > LONGEST_REFERENCE) {
            return MissingNode.getInstance();
        }
        try {
            // The decoder is one for forms, to which a plus is a blank.
            return document.at(URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return MissingNode.getInstance();
        }
    }

    /** One copy in the making. */
    private static final class Copy {

        private final JsonNode document;
        private final Deque<String> open = new ArrayDeque<>();
        private int chars;
        private boolean simplified;
        private @Nullable String foreign;

        Copy(JsonNode document) {
            this.document = document;
        }

        ObjectNode root(JsonNode given) {
            ObjectNode schema = schema(given);
            ObjectNode root = Json.object().put("type", "object");
            ObjectNode properties = root.putObject("properties");
            if (schema.has("description")) {
                root.set("description", schema.get("description"));
            }
            addProperties(schema, properties);
            // Providers take no alternatives at the top, so the arguments of all of them are offered.
            for (String keyword : ALTERNATIVES) {
                for (JsonNode alternative : schema.path(keyword)) {
                    simplified = true;
                    addProperties(alternative, properties);
                }
            }
            require(root, schema.path("required"));
            if (schema.path("additionalProperties").isBoolean()) {
                root.set("additionalProperties", schema.get("additionalProperties"));
            }
            simplified |= !schema.path("type").asText().equals("object");
            return root;
        }

        private void addProperties(JsonNode from, ObjectNode to) {
            for (Map.Entry<String, JsonNode> property : from.path("properties").properties()) {
                if (ARGUMENT.matcher(property.getKey()).matches()) {
                    to.putIfAbsent(property.getKey(), property.getValue());
                } else {
                    simplified = true;
                }
            }
        }

        private ObjectNode schema(JsonNode from) {
            // Also what is not copied: a reference may be followed any number of times.
            chars += 2 + from.size() + from.path("required").size();
            if (!from.isObject() || open.size() >= DEEPEST || chars > MOST_CHARS) {
                simplified |= !from.isBoolean();
                return Json.object();
            }
            ObjectNode to = Json.object();
            if (from.has("$ref")) {
                follow(from.path("$ref").asText(), to);
            }
            open.push("");
            for (Map.Entry<String, JsonNode> entry : from.properties()) {
                keyword(entry.getKey(), entry.getValue(), to);
            }
            open.pop();
            modernize(to);
            require(to, from.path("required"));
            if (isArray(to) && !to.has("items")) {
                to.putObject("items");
            }
            if (from.path("nullable").asBoolean()) {
                allowNull(to);
            }
            return to;
        }

        /** Puts in what a reference is to; one within itself, or to elsewhere, stands for any value. */
        private void follow(String reference, ObjectNode to) {
            chars += reference.length();
            JsonNode target = target(reference);
            if (target.isMissingNode() || open.contains(reference)) {
                simplified = true;
                if (target.path("type").isTextual()) {
                    to.set("type", target.get("type"));
                }
                return;
            }
            open.push(reference);
            to.setAll(schema(target));
            open.pop();
        }

        private JsonNode target(String reference) {
            if (!reference.startsWith("#") && foreign == null) {
                foreign = reference;
            }
            return at(document, reference);
        }

        private void keyword(String name, JsonNode value, ObjectNode to) {
            if (PLAIN.contains(name)) {
                chars += name.length() + (value.isContainerNode() ? Json.text(value) : value.asText()).length();
                if (chars <= MOST_CHARS) {
                    to.set(name, value);
                } else {
                    simplified = true;
                }
            } else if (ALTERNATIVES.contains(name) && value.isArray()) {
                ArrayNode alternatives = to.putArray(name);
                value.forEach(alternative -> alternatives.add(schema(alternative)));
            } else if (name.equals("properties") && value.isObject()) {
                // Beside a reference they are added to those of its target.
                ObjectNode properties = to.withObjectProperty(name);
                for (Map.Entry<String, JsonNode> property : value.properties()) {
                    chars += property.getKey().length();
                    if (isReadOnly(property.getValue())) {
                        properties.remove(property.getKey());
                    } else {
                        properties.set(property.getKey(), schema(property.getValue()));
                    }
                }
            } else if (name.equals("items") && value.isObject()) {
                to.set(name, schema(value));
            } else if (name.equals("additionalProperties")) {
                to.set(name, value.isBoolean() ? value : schema(value));
            } else if (!SILENT.contains(name) && !name.equals("$ref")) {
                simplified = true;
            }
        }

        /** Whether a property is a part of answers only. */
        private boolean isReadOnly(JsonNode property) {
            return property.path("readOnly").asBoolean()
                    || (property.has("$ref")
                            && target(property.path("$ref").asText())
                                    .path("readOnly")
                                    .asBoolean());
        }

        /** Puts what OpenAPI 3.0 says in its own way as JSON schema has it. */
        private static void modernize(ObjectNode schema) {
            limit(schema, "exclusiveMinimum", "minimum");
            limit(schema, "exclusiveMaximum", "maximum");
        }

        /** Puts {@code nullable}, which OpenAPI 3.0 has instead of the type null, as JSON schema has it. */
        private static void allowNull(ObjectNode schema) {
            if (schema.has("allOf") || schema.has("oneOf")) {
                ObjectNode alternative = Json.object();
                alternative.setAll(schema);
                schema.removeAll();
                for (String text : List.of("title", "description", "default")) {
                    if (alternative.has(text)) {
                        schema.set(text, alternative.remove(text));
                    }
                }
                schema.putArray("anyOf").add(alternative);
            } else if (schema.path("type").isTextual()) {
                schema.set("type", Json.array().add(schema.get("type")).add("null"));
            }
            if (schema.path("anyOf") instanceof ArrayNode alternatives) {
                alternatives.addObject().put("type", "null");
            }
        }

        private static void limit(ObjectNode schema, String exclusive, String inclusive) {
            JsonNode flag = schema.path(exclusive);
            if (flag.isBoolean()) {
                schema.remove(exclusive);
                if (flag.booleanValue() && schema.has(inclusive)) {
                    schema.set(exclusive, schema.remove(inclusive));
                }
            }
        }

        /** Requires these properties beside those that are required already, as far as they are there. */
        private static void require(ObjectNode to, JsonNode names) {
            Set<String> required = new LinkedHashSet<>();
            for (JsonNode all : List.of(to.path("required"), names)) {
                for (JsonNode name : all) {
                    if (to.path("properties").has(name.asText())) {
                        required.add(name.asText());
                    }
                }
            }
            to.remove("required");
            if (!required.isEmpty()) {
                required.forEach(to.putArray("required")::add);
            }
        }

        private static boolean isArray(ObjectNode schema) {
            JsonNode type = schema.path("type");
            return type.asText().equals("array")
                    || type.valueStream().anyMatch(one -> one.asText().equals("array"));
        }
    }
}
