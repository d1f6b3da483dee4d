package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import java.nio.charset.StandardCharsets;

/** Reads what a provider says of an error, in any of the providers' forms. */
final class Refusal {

    private Refusal() {}

    /** What an error says of itself: {@code error.message}, {@code error}, {@code message}, {@code Message} or {@code detail}. */
    static String sentence(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            JsonNode answer = json.isArray() ? json.path(0) : json;
            JsonNode error = answer.path("error");
            for (JsonNode said :
                    new JsonNode[] {error.path("message"), error, answer.path("message"), answer.path("Message")}) {
                if (said.isTextual() && !said.textValue().isBlank()) {
                    return said.textValue().strip();
                }
            }
            return answer.has("detail") ? Json.text(answer.get("detail")) : Json.text(json);
        } catch (JsonProcessingException notJson) {
            return new String(body, StandardCharsets.UTF_8).strip();
        }
    }
}
