package io.agencyswarm.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.item.Json;
import java.util.List;

/** Reads the text that a model wrote as the arguments of a call. */
public final class ToolArguments {

    private ToolArguments() {}

    /**
     * Reads the arguments of a call.
     *
     * @param text a JSON object; models also write nothing at all where a tool takes no arguments
     * @throws InvalidRequestException with an empty {@code loc} if the text is not one JSON object
     */
    public static ObjectNode parse(String text) {
        if (text.isBlank()) {
            return Json.object();
        }
        if (tree(text) instanceof ObjectNode arguments) {
            return arguments;
        }
        throw misfit("Arguments should be a JSON object, got " + Shown.value(tree(text)), "dict_type");
    }

    private static JsonNode tree(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException malformed) {
            throw misfit("Arguments should be JSON: " + malformed.getOriginalMessage(), "json_invalid");
        }
    }

    private static InvalidRequestException misfit(String msg, String type) {
        return new InvalidRequestException(List.of(new Problem(List.of(), msg, type)));
    }
}
