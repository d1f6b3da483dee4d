package io.agencyswarm.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads request bodies. An invalid body is answered with 422 and the location of the problem. */
public final class JsonBody {

    private JsonBody() {}

    /**
     * Reads a JSON object.
     *
     * @param contentType as the client sent it; null counts as JSON
     */
    public static ObjectNode read(byte[] body, @Nullable String contentType) {
        if (readAny(body, contentType) instanceof ObjectNode object) {
            return object;
        }
        throw invalid("The body should be a JSON object", "model_attributes_type");
    }

    /**
     * Reads any JSON.
     *
     * @param contentType as the client sent it; null counts as JSON
     */
    public static JsonNode readAny(byte[] body, @Nullable String contentType) {
        if (contentType != null && !isJson(contentType)) {
            // A browser may send other types to another site without a preflight request.
            throw invalid("The Content-Type must be application/json, not " + contentType, "content_type");
        }
        if (body.length == 0) {
            throw new InvalidRequestException(List.of(Problem.missing("body")));
        }
        try {
            JsonNode json = Json.read(body);
            check(json);
            return json;
        } catch (StreamConstraintsException _) {
            throw invalid(
                    "The body is nested deeper than " + Json.MAX_DEPTH
                            + " levels, or contains a number with too many digits",
                    "json_invalid");
        } catch (JsonProcessingException e) {
            throw invalid("The body is not JSON" + position(e.getLocation()), "json_invalid");
        }
    }

    private static String position(@Nullable JsonLocation location) {
        return location == null
                ? ", or is not in UTF-8"
                : "; see line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** Rejects values that a JSON writer can't write. The reader limits the depth. */
    private static void check(JsonNode json) {
        if (json.isContainerNode()) {
            json.fieldNames().forEachRemaining(JsonBody::checkText);
            json.forEach(JsonBody::check);
        } else if (json.isTextual()) {
            checkText(json.textValue());
        } else if (json.isNumber() && Double.isInfinite(json.doubleValue())) {
            throw invalid("The body contains a number that is too large", "json_invalid");
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 'x')) {
                    throw invalid(
                            "The body contains half a surrogate pair, which is not a valid character", "json_invalid");
                }
                i++;
            }
        }
    }

    private static InvalidRequestException invalid(String msg, String type) {
        return new InvalidRequestException(List.of(new Problem(List.of("body"), msg, type)));
    }
}
