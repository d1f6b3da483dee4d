package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A limit that a value violates.
 *
 * @param msg the limit, as a message for the model or client that called the tool
 * @param type a code of the limit, for programs
 */
record LimitViolation(String msg, String type) {

    /**
     * Returns the first limit of {@code schema} that {@code value} violates. The value must be of the schema's type.
     */
    static Optional<LimitViolation> firstIn(JsonNode schema, JsonNode value) {
        return switch (value) {
            case NumericNode number -> number(schema, number.decimalValue());
            case TextNode text -> size(schema, "Length", text.textValue().length(), "string_", "characters");
            case ArrayNode list -> size(schema, "Items", list.size(), "", "items");
            case ObjectNode map -> size(schema, "Properties", map.size(), "", "entries");
            default -> Optional.empty();
        };
    }

    private static Optional<LimitViolation> number(JsonNode schema, BigDecimal number) {
        if (schema.has("minimum") && number.compareTo(schema.get("minimum").decimalValue()) < 0) {
            return violation(schema, "minimum", "greater than or equal to", "greater_than_equal");
        }
        if (schema.has("maximum") && number.compareTo(schema.get("maximum").decimalValue()) > 0) {
            return violation(schema, "maximum", "less than or equal to", "less_than_equal");
        }
        if (schema.has("exclusiveMinimum")
                && number.compareTo(schema.get("exclusiveMinimum").decimalValue()) <= 0) {
            return violation(schema, "exclusiveMinimum", "greater than", "greater_than");
        }
        if (schema.has("exclusiveMaximum")
                && number.compareTo(schema.get("exclusiveMaximum").decimalValue()) >= 0) {
            return violation(schema, "exclusiveMaximum", "less than", "less_than");
        }
        return Optional.empty();
    }

    private static Optional<LimitViolation> violation(JsonNode schema, String keyword, String relation, String type) {
        String limit = schema.get(keyword).asText();
        return Optional.of(new LimitViolation("Input should be " + relation + " " + limit, type));
    }

    private static Optional<LimitViolation> size(
            JsonNode schema, String keywordSuffix, int size, String prefix, String unit) {
        int min = schema.path("min" + keywordSuffix).asInt(0);
        int max = schema.path("max" + keywordSuffix).asInt(Integer.MAX_VALUE);
        if (size < min) {
            return Optional.of(new LimitViolation(
                    "Input should have at least " + min + " " + unit + ", got " + size, prefix + "too_short"));
        }
        if (size > max) {
            return Optional.of(new LimitViolation(
                    "Input should have at most " + max + " " + unit + ", got " + size, prefix + "too_long"));
        }
        return Optional.empty();
    }
}
