package io.agencyswarm.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.Refusals;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads what the model's server says when it refuses a request. */
final class Refusal {

    private Refusal() {}

    /** As {@link Refusals#read}, in OpenAI's form and without what went to {@code destination} in confidence. */
    static void read(
            HttpClientResponse answer, Destination destination, Consumer<ModelException> failure, Runnable whole) {
        Refusals.read(answer, Refusal::sentence, destination::redact, failure, whole);
    }

    private static String sentence(byte[] body) {
        try {
            return Json.read(body).path("error").path("message").asText("");
        } catch (JsonProcessingException notJson) {
            return new String(body, StandardCharsets.UTF_8).strip();
        }
    }
}
