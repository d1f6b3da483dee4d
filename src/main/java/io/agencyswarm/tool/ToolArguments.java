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
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The arguments of a call, as a model writes them and as a client sends them. */
public final class ToolArguments {

    /** The schemas of records whose components are arguments. */
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
     * @param text a JSON object; models also write nothing at all, or null, where a tool takes no arguments
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
                            + " levels, whose numbers have no more digits than anyone needs",
                    "json_invalid");
        } catch (MismatchedInputException _) {
            // The text begins with a JSON value that is whole.
            throw mismatch(
                    "Arguments should be one JSON object, but there is more after it, got " + ValueExcerpt.text(text),
                    "json_invalid");
        } catch (JsonProcessingException e) {
            throw mismatch(
                    "Arguments should be one JSON object, but they are not valid JSON"
                            + ValueExcerpt.place(e.getLocation()) + ", got " + ValueExcerpt.text(text),
                    "json_invalid");
        }
    }

    /**
     * The schema of a record whose components are arguments, with its Jackson and Bean Validation annotations as the
     * schema's. Made once, and shared, so never to be changed.
     *
     * @throws AgencyException if the record has no schema
     */
    public static ObjectNode schema(Class<? extends Record> type) {
        try {
            return SCHEMAS.get(type);
        } catch (IllegalArgumentException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The record " + type.getName() + " can't be arguments: " + e.getMessage() + ".",
                    e);
        }
    }

    /**
     * Checks arguments as those of a tool that is the record. Fields that it does not name are ignored.
     *
     * @throws InvalidRequestException with all faults, if there are any
     */
    public static void check(Class<? extends Record> type, ObjectNode arguments) {
        bind(type, schema(type), arguments);
    }

    /**
     * Makes the object whose components are the arguments.
     *
     * @throws InvalidRequestException with all faults, if there are any
     */
    static <T> T bind(Class<T> type, ObjectNode schema, ObjectNode arguments) {
        ObjectNode checked = SchemaCheck.check(schema, arguments);
        List<Problem> problems = new ArrayList<>();
        Object bound =
                ArgumentBinder.read(checked, ArgumentBinder.MAPPER.constructType(type), List.of(), problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        T made = type.cast(Objects.requireNonNull(bound));
        Validation.check(made);
        return made;
    }

    /**
     * Refuses a client's arguments that have fields which the tool's schema excludes.
     *
     * @throws InvalidRequestException with the place of each
     */
    public static void refuseUnknownFields(ToolSpec tool, ObjectNode arguments) {
        UnknownFields.refuse(tool.inputSchema(), arguments);
    }

    private static InvalidRequestException mismatch(String msg, String type) {
        return new InvalidRequestException(List.of(new Problem(List.of(), msg, type)));
    }
}
