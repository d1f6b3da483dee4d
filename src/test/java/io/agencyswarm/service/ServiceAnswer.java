package io.agencyswarm.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.json.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * A plain answer.
 *
 * @param text the unchanged body
 */
public record ServiceAnswer(int status, HttpHeaders headers, String text) {

    public static ServiceAnswer of(HttpResponse<String> response) {
        return new ServiceAnswer(response.statusCode(), response.headers(), response.body());
    }

    /** Returns the body as JSON; a missing node if it is not JSON. */
    public JsonNode body() {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : Json.read(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The agent's answer. */
    public String response() {
        return body().path("response").asText();
    }

    public ArrayNode newMessages() {
        return body().withArray("new_messages");
    }
}
