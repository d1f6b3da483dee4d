package io.agencyswarm.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.schema.ArgumentBinder;
import io.agencyswarm.tool.schema.Schemas;
import io.agencyswarm.tool.schema.UnknownFields;
import io.agencyswarm.tool.schema.ValueExcerpt;
import java.util.List;

/** Parses and validates the arguments of a call. */
public final class ToolArguments {

    /** The schemas of records whose components are arguments, by record class. */
    private static final ClassValue<ObjectNode> SCHEMAS = new ClassValue<>() {
        @Override
        protected ObjectNode computeValue(Class<?> type) {
            return Schemas.of(type);
        }
    };

    private ToolArguments() {}

    /**
     * Reads the arguments of a call.
     *
     * @param text a JSON object; models also write a blank text or null for a tool without arguments
     * @throws InvalidRequestException with an empty {@code loc} if the text is not one JSON object
     */
    public static ObjectNode parse(String text) {
        if (text.isBlank()) {
            return Json.object();
        }
        JsonNode tree = tree(text);
        if (tree instanceof ObjectNode arguments) {
            return arguments;
        }
        if (tree.isNull()) {
            return Json.object();
        }
        throw mismatch("Arguments should be a JSON object, got " + ValueExcerpt.value(tree), "dict_type");
    }

    private static JsonNode tree(String text) {
        try {
            return Json.read(text);
        } catch (StreamConstraintsException _) {
            throw mismatch(
                    "Arguments should be a JSON object of at most " + Json.MAX_DEPTH
                            + " levels, and its numbers should not have too many digits",
                    "json_invalid");
        } catch (MismatchedInputException _) {
            // The text begins with a complete JSON value.
            throw mismatch(
                    "Arguments should be one JSON object, but there is more after it, got " + ValueExcerpt.text(text),
                    "json_invalid");
        } catch (JsonProcessingException e) {
            throw mismatch(
                    "Arguments should be one JSON object, but they are not valid JSON"
                            + ValueExcerpt.position(e.getLocation()) + ", got " + ValueExcerpt.text(text),
                    "json_invalid");
        }
    }

    /**
     * Returns the schema of a record whose components are arguments. It includes Jackson and Bean Validation
     * annotations. Cached and shared: do not modify it.
     *
     * @throws AgencyException if the record has no schema
     */
    public static ObjectNode schema(Class<? extends Record> type) {
        try {
            return SCHEMAS.get(type);
        } catch (IllegalArgumentException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The record " + type.getName() + " can't be used as arguments: " + e.getMessage() + ".",
                    e);
        }
    }

    /**
     * Validates arguments as those of a tool that is written as this record. Unknown fields are ignored.
     *
     * @throws InvalidRequestException with all problems, if there are any
     */
    public static void check(Class<? extends Record> type, ObjectNode arguments) {
        ArgumentBinder.bind(type, schema(type), arguments);
    }

    /**
     * Refuses a client's arguments with fields that the tool's schema does not allow.
     *
     * @throws InvalidRequestException with the location of each
     */
    public static void refuseUnknownFields(ToolSpec tool, ObjectNode arguments) {
        UnknownFields.refuse(tool.inputSchema(), arguments);
    }

    private static InvalidRequestException mismatch(String msg, String type) {
        return new InvalidRequestException(List.of(new Problem(List.of(), msg, type)));
    }
}
