package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.error.ProblemList;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The type of an agent's answers: writes the schema for the model, and validates answers against it. */
public final class OutputType {

    /** The names of the schema and of the property of answers that are not objects. They are the original's. */
    private static final String WRAPPED = "final_output";

    private static final String PROPERTY = "response";
    private static final Pattern QUALIFIER = Pattern.compile("[\\w.]+[.$]");

    private final JavaType type;
    private final boolean isWrapped;
    private final ObjectNode schema;
    private final ObjectNode strict;

    private OutputType(JavaType type, boolean isWrapped, ObjectNode schema) {
        this.type = type;
        this.isWrapped = isWrapped;
        this.schema = schema;
        this.strict = StrictSchemas.of(schema);
    }

    /**
     * Creates the output type of a Java type. The schema includes Jackson and Bean Validation annotations. A record is
     * a JSON object of its components. All other types, such as a list, an enum, a number or a sealed interface, are
     * wrapped in an object with the single property {@code response}, because models write only objects.
     *
     * @throws AgencyException if providers can't enforce the type's schema
     */
    public static OutputType of(Type type) {
        JavaType java = ToolJson.MAPPER.constructType(type);
        try {
            if (java.getRawClass() == Optional.class) {
                throw new IllegalArgumentException("an answer can't be missing: use the type inside the Optional");
            }
            return java.isRecordType()
                    ? new OutputType(java, false, Schemas.of(java.getRawClass()))
                    : new OutputType(java, true, Schemas.of(PROPERTY, type));
        } catch (IllegalArgumentException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The type " + type.getTypeName() + " can't be an output type: " + e.getMessage() + ".",
                    e);
        }
    }

    /** The schema's name for the model. */
    public String name() {
        return isWrapped ? WRAPPED : type.getRawClass().getSimpleName();
    }

    /** The schema for the model. Shared: do not modify it. */
    public ObjectNode strictSchema() {
        return strict;
    }

    /**
     * Reads and validates the answer of a model.
     *
     * @return the answer: for a record, an object of exactly its components; for other types, the value of
     *     {@code response}
     * @throws InvalidRequestException with the problems and their locations, if the text is not a valid answer of this
     *     type
     */
    public JsonNode read(String text) {
        return checked(parse(text));
    }

    /**
     * Validates an answer that was created by code, such as a tool that ends the turn.
     *
     * @param answer as {@link #read} returns it, or as a JSON text in the form of a model's answer
     * @throws InvalidRequestException with the problems and their locations, if it is not valid
     */
    public JsonNode check(JsonNode answer) {
        boolean isJsonText =
                answer.isTextual() && answer.textValue().stripLeading().startsWith("{");
        if (isJsonText || (!isWrapped && !answer.isObject())) {
            return read(answer.isTextual() ? answer.textValue() : Json.text(answer));
        }
        return checked(isWrapped ? wrapped(answer) : (ObjectNode) answer);
    }

    /** Returns an answer in the form in which a model writes it. */
    public String text(JsonNode answer) {
        return Json.text(isWrapped ? wrapped(answer) : answer);
    }

    private static ObjectNode wrapped(JsonNode answer) {
        return Json.object().set(PROPERTY, answer);
    }

    private JsonNode checked(ObjectNode json) {
        ObjectNode checked = SchemaCheck.check(schema, json);
        JsonNode answer = isWrapped ? checked.path(PROPERTY) : checked;
        List<Object> loc = isWrapped ? List.of(PROPERTY) : List.of();
        ProblemList problems = new ProblemList();
        Object bound = ArgumentBinder.read(answer, type, loc, problems);
        if (problems.isEmpty() && bound != null) {
            Validation.check(bound, loc, problems);
        }
        problems.refuse();
        return answer;
    }

    /**
     * Converts an answer, which {@link #read} has validated, to a Java object.
     *
     * @throws IllegalArgumentException if it is not of this type
     */
    public static Object value(JsonNode answer, Type type) {
        JavaType java = ToolJson.MAPPER.constructType(type);
        try {
            return ToolJson.MAPPER.readerFor(java).readValue(answer);
        } catch (IOException e) {
            String why = e instanceof JacksonException mismatch ? mismatch.getOriginalMessage() : e.getMessage();
            throw new IllegalArgumentException(
                    "The answer is not a valid " + typeName(java) + ": " + why + ". Ask an agent whose output type is "
                            + typeName(java) + ".",
                    e);
        }
    }

    /** The Java type without package names, such as {@code List<Offer>}. */
    @Override
    public String toString() {
        return typeName(type);
    }

    private static String typeName(JavaType type) {
        return QUALIFIER.matcher(type.toCanonical()).replaceAll("");
    }

    private static ObjectNode parse(String text) {
        try {
            JsonNode json = Json.read(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw mismatch("Input should be a JSON object, got " + ValueExcerpt.value(json));
        } catch (JsonProcessingException e) {
            throw mismatch("Input should be JSON" + ValueExcerpt.position(e.getLocation()) + ", got "
                    + ValueExcerpt.value(Json.tree(text)));
        }
    }

    private static InvalidRequestException mismatch(String msg) {
        return new InvalidRequestException(List.of(new Problem(List.of(), msg, "json_invalid")));
    }
}
