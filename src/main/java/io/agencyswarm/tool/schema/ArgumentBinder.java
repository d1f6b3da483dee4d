package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.error.ProblemList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts arguments, and the answers of agents, from JSON to Java values. */
public final class ArgumentBinder {

    private ArgumentBinder() {}

    /**
     * Validates arguments, and creates the object whose components they are.
     *
     * @param schema as {@link Schemas#of(Class)} returns it for the type
     * @throws InvalidRequestException with the problems, if there are any
     */
    public static <T> T bind(Class<T> type, ObjectNode schema, ObjectNode arguments) {
        ObjectNode checked = SchemaCheck.check(schema, arguments);
        ProblemList problems = new ProblemList();
        Object bound = read(checked, ToolJson.MAPPER.constructType(type), List.of(), problems);
        problems.refuse();
        T result = type.cast(Objects.requireNonNull(bound));
        Validation.check(result);
        return result;
    }

    /**
     * Validates arguments against a schema, and converts them to the values of a method's parameters.
     *
     * @param schema as {@link Schemas#of(List)} returns it for the parameters
     * @param values the values of all parameters of the method, into which those of {@code parameters} are written
     * @throws InvalidRequestException with the problems, if there are any
     */
    public static void bind(
            List<ToolParameter> parameters, ObjectNode schema, ObjectNode arguments, @Nullable Object[] values) {
        ObjectNode checked = SchemaCheck.check(schema, arguments);
        ProblemList problems = new ProblemList();
        for (ToolParameter parameter : parameters) {
            values[parameter.index()] = read(
                    Objects.requireNonNullElse(checked.get(parameter.name()), NullNode.instance),
                    ToolJson.MAPPER.constructType(parameter.parameter().getParameterizedType()),
                    List.of(parameter.name()),
                    problems);
        }
        problems.refuse();
    }

    /**
     * Reads a value that {@link SchemaCheck} has accepted. Fails only for rules that a schema can't express.
     *
     * @param loc the location of the value, for the problem
     * @return null for JSON's null, and if there was a problem
     */
    static @Nullable Object read(JsonNode value, JavaType type, List<Object> loc, ProblemList problems) {
        try {
            return ToolJson.MAPPER.readerFor(type).readValue(value);
        } catch (InvalidDefinitionException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The values of a tool's parameter \""
                            + String.join(".", loc.stream().map(String::valueOf).toList())
                            + "\" can't be read from JSON",
                    e);
        } catch (JacksonException e) {
            problems.add(problem(value, loc, e));
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
