package io.agencyswarm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads request bodies. Whatever is wrong with one is a 422 that says where. */
final class JsonBody {

    private JsonBody() {}

    /**
     * Reads an object.
     *
     * @param contentType as the client sent it; none counts as JSON
     */
    static ObjectNode read(byte[] body, @Nullable String contentType) {
        if (contentType != null && !isJson(contentType)) {
            // A browser may send other types to a foreign site without asking it first.
            throw invalid("The Content-Type must be application/json, not " + contentType, "content_type");
        }
        if (body.length == 0) {
            throw new InvalidRequestException(List.of(Problem.missing("body")));
        }
        try {
            JsonNode json = Json.read(body);
            checkNumbers(json);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw invalid("The body should be a JSON object", "model_attributes_type");
        } catch (StreamConstraintsException beyond) {
            throw invalid("The body is beyond a limit: " + beyond.getOriginalMessage(), "json_invalid");
        } catch (JsonProcessingException malformed) {
            throw invalid("The body is not JSON: " + malformed.getOriginalMessage(), "json_invalid");
        }
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** No JSON writer can write an infinite number, so one must not come in. Depth is bounded by the reader. */
    private static void checkNumbers(JsonNode json) {
        if (json.isContainerNode()) {
            json.forEach(JsonBody::checkNumbers);
        } else if (json.isNumber() && Double.isInfinite(json.doubleValue())) {
            throw invalid("The body holds a number that is too large", "json_invalid");
        }
    }

    private static InvalidRequestException invalid(String msg, String type) {
        return new InvalidRequestException(List.of(new Problem(List.of("body"), msg, type)));
    }
}
