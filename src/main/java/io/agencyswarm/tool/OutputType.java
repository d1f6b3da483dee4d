package io.agencyswarm.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.List;

/** The record that an agent's answers are to be: what the model is told of it, and what answers are held to. */
public final class OutputType {

    private final Class<? extends Record> type;
    private final ObjectNode schema;
    private final ObjectNode strict;

    private OutputType(Class<? extends Record> type, ObjectNode schema, ObjectNode strict) {
        this.type = type;
        this.schema = schema;
        this.strict = strict;
    }

    /**
     * The output type of a record, with its Jackson and Bean Validation annotations as the schema's.
     *
     * @throws AgencyException if a model can't be held to the record's schema
     */
    public static OutputType of(Class<? extends Record> type) {
        try {
            ObjectNode schema = Schemas.of(type);
            return new OutputType(type, schema, StrictSchemas.of(schema));
        } catch (IllegalArgumentException noSchema) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The record " + type.getName() + " can't be an output type: " + noSchema.getMessage() + ".",
                    noSchema);
        }
    }

    /** The record's simple name. */
    public String name() {
        return type.getSimpleName();
    }

    /** The schema for the model; shared, so never to be changed. */
    public ObjectNode strictSchema() {
        return strict;
    }

    /**
     * Reads a model's answer.
     *
     * @return the answer as an object of exactly the record's components
     * @throws InvalidRequestException with every fault where it is, if the text is no such object
     */
    public ObjectNode read(String text) {
        ObjectNode checked = SchemaCheck.check(schema, parse(text));
        List<Problem> problems = new ArrayList<>();
        Object bound = Binding.read(checked, Binding.MAPPER.constructType(type), List.of(), problems::add);
        if (!problems.isEmpty() || bound == null) {
            throw new InvalidRequestException(problems);
        }
        Validation.check(bound);
        return checked;
    }

    private static ObjectNode parse(String text) {
        try {
            JsonNode json = Json.read(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw misfit("Input should be a JSON object, got " + Shown.value(json));
        } catch (JsonProcessingException malformed) {
            throw misfit("Input should be JSON" + Shown.place(malformed.getLocation()) + ", got "
                    + Shown.value(Json.tree(text)));
        }
    }

    private static InvalidRequestException misfit(String msg) {
        return new InvalidRequestException(List.of(new Problem(List.of(), msg, "json_invalid")));
    }
}
