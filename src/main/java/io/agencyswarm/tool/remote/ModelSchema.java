package io.agencyswarm.tool.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
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
 * A server's schema in a form that model providers accept: an object without references, with known keywords only.
 * Providers refuse a complete request for one unsupported schema. The server validates arguments itself, so a keyword
 * that is left out is only a missing hint for the model.
 *
 * @param simplified whether anything was left out
 * @param externalReference the first reference to another document, which is replaced by a schema for any value
 */
public record ModelSchema(ObjectNode json, boolean simplified, Optional<String> externalReference) {

    /** Keywords that are copied unchanged. */
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

    /** Keywords that are dropped without effect, or handled separately. */
    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "$comment", "$defs", "definitions", "required", "nullable");

    /** Some providers refuse other argument names. */
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final int MAX_DEPTH = 24;
    private static final int MAX_CHARS = 200_000;
    private static final int MAX_REFERENCE_LENGTH = 1_000;

    /** Converts a server's schema, whose references are within it. */
    public static ModelSchema of(JsonNode source) {
        return of(source, source);
    }

    /**
     * Converts a server's schema.
     *
     * @param document the document that its references point into
     */
    public static ModelSchema of(JsonNode source, JsonNode document) {
        Copy copy = new Copy(document);
        ObjectNode root = copy.root(source);
        return new ModelSchema(root, copy.simplified, Optional.ofNullable(copy.externalReference));
    }

    /**
     * Resolves a reference within a document. Returns a missing node if there is no target.
     *
     * @param reference such as {@code #/$defs/a}, percent-encoded as in URLs
     */
    public static JsonNode at(JsonNode document, String reference) {
        boolean within = reference.equals("#") || reference.startsWith("#/");
        if (!within || reference.length() > MAX_REFERENCE_LENGTH) {
            return MissingNode.getInstance();
        }
        try {
            // The decoder is for forms, where a plus is a space.
            return document.at(URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return MissingNode.getInstance();
        }
    }

    /** Converts one schema. */
    private static final class Copy {

        private final JsonNode document;
        private final Deque<String> openReferences = new ArrayDeque<>();
        private int chars;
        private boolean simplified;
        private @Nullable String externalReference;

        Copy(JsonNode document) {
            this.document = document;
        }

        ObjectNode root(JsonNode source) {
            ObjectNode schema = schema(source);
            ObjectNode root = Json.object().put("type", "object");
            ObjectNode properties = root.putObject("properties");
            if (schema.has("description")) {
                root.set("description", schema.get("description"));
            }
            addProperties(schema, properties);
            // Providers do not accept alternatives at the top level, so the arguments of all alternatives are merged.
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
            // Counts parts that are not copied too, because a reference may be followed any number of times.
            chars += 2 + from.size() + from.path("required").size();
            if (!from.isObject() || openReferences.size() >= MAX_DEPTH || chars > MAX_CHARS) {
                simplified |= !from.isBoolean();
                return Json.object();
            }
            ObjectNode to = Json.object();
            if (from.has("$ref")) {
                follow(from.path("$ref").asText(), to);
            }
            openReferences.push("");
            for (Map.Entry<String, JsonNode> entry : from.properties()) {
                keyword(entry.getKey(), entry.getValue(), to);
            }
            openReferences.pop();
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

        /** Inlines the target of a reference. A recursive or external reference becomes a schema for any value. */
        private void follow(String reference, ObjectNode to) {
            chars += reference.length();
            JsonNode target = target(reference);
            if (target.isMissingNode() || openReferences.contains(reference)) {
                simplified = true;
                if (target.path("type").isTextual()) {
                    to.set("type", target.get("type"));
                }
                return;
            }
            openReferences.push(reference);
            to.setAll(schema(target));
            openReferences.pop();
        }

        private JsonNode target(String reference) {
            if (!reference.startsWith("#") && externalReference == null) {
                externalReference = reference;
            }
            return at(document, reference);
        }

        private void keyword(String name, JsonNode value, ObjectNode to) {
            if (PLAIN.contains(name)) {
                chars += name.length() + (value.isContainerNode() ? Json.text(value) : value.asText()).length();
                if (chars <= MAX_CHARS) {
                    to.set(name, value);
                } else {
                    simplified = true;
                }
            } else if (ALTERNATIVES.contains(name) && value.isArray()) {
                ArrayNode alternatives = to.putArray(name);
                value.forEach(alternative -> alternatives.add(schema(alternative)));
            } else if (name.equals("properties") && value.isObject()) {
                // Properties next to a reference are added to those of its target.
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

        /** Returns whether a property occurs in responses only. */
        private boolean isReadOnly(JsonNode property) {
            return property.path("readOnly").asBoolean()
                    || (property.has("$ref")
                            && target(property.path("$ref").asText())
                                    .path("readOnly")
                                    .asBoolean());
        }

        /** Converts the exclusive limits of OpenAPI 3.0 to those of JSON Schema. */
        private static void modernize(ObjectNode schema) {
            limit(schema, "exclusiveMinimum", "minimum");
            limit(schema, "exclusiveMaximum", "maximum");
        }

        /** Converts {@code nullable} of OpenAPI 3.0 to the type null of JSON Schema. */
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

        /** Adds these names to the required properties. Names without a property are dropped. */
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
