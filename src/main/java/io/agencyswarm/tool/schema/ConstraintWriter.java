package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;

/**
 * Writes the Bean Validation annotations of a method's parameter into its schema. For records the schema generator has
 * a module that does the same; it does not support parameters.
 */
final class ConstraintWriter {

    private ConstraintWriter() {}

    /**
     * Adds the limits of a value, and of its elements if it is a list or a map.
     *
     * @param annotations those of the value itself
     */
    static void write(ObjectNode schema, Annotation[] annotations, AnnotatedType type) {
        for (Annotation annotation : annotations) {
            write(schema, annotation);
        }
        if (type instanceof AnnotatedParameterizedType container) {
            AnnotatedType elements =
                    container.getAnnotatedActualTypeArguments()[container.getAnnotatedActualTypeArguments().length - 1];
            writeElements(schema, schema.has("items") ? "items" : "additionalProperties", elements);
        }
    }

    private static void writeElements(ObjectNode schema, String keyword, AnnotatedType type) {
        if (schema.get(keyword) instanceof ObjectNode elements) {
            write(elements, type.getAnnotations(), type);
            schema.set(keyword, Optionality.nullable(type) ? Optionality.orNull(elements) : elements);
        }
    }

    private static void write(ObjectNode schema, Annotation annotation) {
        switch (annotation) {
            case Min min -> schema.put("minimum", min.value());
            case Max max -> schema.put("maximum", max.value());
            case DecimalMin min ->
                schema.put(min.inclusive() ? "minimum" : "exclusiveMinimum", new BigDecimal(min.value()));
            case DecimalMax max ->
                schema.put(max.inclusive() ? "maximum" : "exclusiveMaximum", new BigDecimal(max.value()));
            case Positive _ -> schema.put("exclusiveMinimum", 0);
            case PositiveOrZero _ -> schema.put("minimum", 0);
            case Negative _ -> schema.put("exclusiveMaximum", 0);
            case NegativeOrZero _ -> schema.put("maximum", 0);
            case NotBlank _, NotEmpty _ -> size(schema, 1, Integer.MAX_VALUE);
            case Size size -> size(schema, size.min(), size.max());
            case Email _ -> schema.put("format", "email");
            case Pattern pattern -> schema.put("pattern", pattern.regexp());
            default -> {}
        }
    }

    private static void size(ObjectNode schema, int min, int max) {
        if (schema.has("contentEncoding")) {
            // The limit is for the bytes, not for their encoded text. Bean Validation checks it.
            return;
        }
        String counted = switch (schema.path("type").asText()) {
            case "array" -> "Items";
            case "object" -> "Properties";
            default -> "Length";
        };
        if (min > 0) {
            schema.put("min" + counted, min);
        }
        if (max < Integer.MAX_VALUE) {
            schema.put("max" + counted, max);
        }
    }
}
