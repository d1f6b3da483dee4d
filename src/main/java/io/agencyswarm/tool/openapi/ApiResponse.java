package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.json.JsonWeight;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.tool.ToolOutput;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the response of an API: JSON as JSON, anything else as text. */
final class ApiResponse {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset *= *\"?([A-Za-z0-9._:+-]+)");
    private static final int SUCCESS = 2;
    private static final int REDIRECT = 3;
    private static final int MAX_TYPE_LENGTH = 100;
    private static final int SHOWN_CHARS = 2_000;

    private ApiResponse() {}

    /**
     * Reads a complete response.
     *
     * @throws ServerException if the status is not 2xx, or the response is too large
     */
    static JsonNode read(ServerResponse response, Deadline deadline, ApiSecrets secrets)
            throws ServerException, InterruptedException {
        HttpClientResponse head = response.head(deadline);
        String type = Objects.requireNonNullElse(head.getHeader("Content-Type"), "");
        int status = head.statusCode();
        if (status / 100 == SUCCESS) {
            byte[] body = response.body(deadline);
            response.complete();
            return value(body, type, response.maxBytes(), secrets);
        }
        if (status / 100 == REDIRECT) {
            throw ServerException.failed("it answered HTTP " + status + ", a redirect, and redirects are not followed");
        }
        String text = secrets.inError(new String(response.beginning(deadline), charset(type)));
        throw ServerException.failed("it answered HTTP " + status, Excerpt.of(text, SHOWN_CHARS));
    }

    private static JsonNode value(byte[] body, String type, int maxBytes, ApiSecrets secrets) throws ServerException {
        @Nullable String text = text(body, type);
        if (text == null) {
            return TextNode.valueOf("[The API answered " + body.length + " bytes of the type "
                    + (type.isEmpty() ? "unknown" : type.substring(0, Math.min(MAX_TYPE_LENGTH, type.length())))
                    + ", which are not text. They were left out.]");
        }
        if (text.isBlank()) {
            // Models interpret an empty output as a failure.
            return TextNode.valueOf("Done.");
        }
        if (type.isEmpty() || type.toLowerCase(Locale.ROOT).contains("json")) {
            byte[] json = text.getBytes(StandardCharsets.UTF_8);
            if (JsonWeight.exceeds(json, maxBytes)) {
                throw ServerException.tooLarge(maxBytes);
            }
            try {
                // Rewritten, because an escaped character would hide a secret.
                String plain = secrets.inResult(Json.text(Json.read(json)));
                return data(Json.read(plain), plain);
            } catch (JsonProcessingException _) {
                // Not JSON, so it is text.
            }
        }
        return TextNode.valueOf(secrets.inResult(text));
    }

    /** An API's object may look like a text, image or file part for the model. It is data, and is sent as text. */
    private static JsonNode data(JsonNode json, String text) {
        return ToolOutput.isPart(json) ? TextNode.valueOf(text) : json;
    }

    /** Returns null if the bytes are not text. */
    private static @Nullable String text(byte[] body, String type) {
        try {
            String text =
                    charset(type).newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static Charset charset(String type) {
        Matcher named = CHARSET.matcher(type);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return StandardCharsets.UTF_8;
        }
    }
}
