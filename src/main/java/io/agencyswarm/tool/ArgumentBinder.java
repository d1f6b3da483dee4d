package io.agencyswarm.tool;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.Problem;
import io.agencyswarm.item.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts JSON values that {@link SchemaCheck} has accepted to Java values. Fails only for rules that a schema can't
 * express.
 */
final class ArgumentBinder {

    /** Shared: do not configure it further. */
    static final ObjectMapper MAPPER = Json.mapper()
            .copy()
            .setAnnotationIntrospector(new SealedTypes())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private ArgumentBinder() {}

    /**
     * Reads a value.
     *
     * @param loc the location of the value, for the problem
     * @return null for JSON's null, and if there was a problem
     */
    static @Nullable Object read(JsonNode value, JavaType type, List<Object> loc, Consumer<Problem> problems) {
        try {
            return MAPPER.readerFor(type).readValue(value);
        } catch (InvalidDefinitionException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The values of a tool's parameter \""
                            + String.join(".", loc.stream().map(String::valueOf).toList())
                            + "\" can't be read from JSON",
                    e);
        } catch (JacksonException e) {
            problems.accept(problem(value, loc, e));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem problem(JsonNode root, List<Object> loc, JacksonException mismatch) {
        List<Object> path = new ArrayList<>(loc);
        JsonNode value = root;
        if (mismatch instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                path.add(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
                value = step.getFieldName() == null ? value.path(step.getIndex()) : value.path(step.getFieldName());
            }
        }
        if (mismatch instanceof ValueInstantiationException
                && mismatch.getCause() instanceof IllegalArgumentException cause) {
            return new Problem(path, "Value error, " + AgencyException.reason(cause), "value_error");
        }
        if (mismatch instanceof InputCoercionException || mismatch.getCause() instanceof InputCoercionException) {
            return new Problem(
                    path,
                    "Input should be an integer of fewer digits, got " + ValueExcerpt.value(value),
                    "int_parsing");
        }
        return new Problem(
                path,
                "Input should be in the form that the schema describes, got " + ValueExcerpt.value(value),
                "value_error");
    }
}
