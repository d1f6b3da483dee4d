package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelException;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads what a provider says when it refuses a request, in any of the providers' forms. */
final class Refusal {

    /** No more of an answer is read, in bytes. */
    static final int MAX_BODY = 65_536;

    private static final int MAX_SENTENCE = 2_000;

    private Refusal() {}

    static ModelException of(HttpClientResponse answer, byte[] body, Access access) {
        String said = sentence(body);
        return ModelException.refused(
                answer.statusCode(),
                cut(access.redact(said.isEmpty() ? String.valueOf(answer.statusMessage()) : said)),
                retryAfter(answer.getHeader("retry-after-ms"), answer.getHeader("Retry-After")));
    }

    /** What an error says of itself: {@code error.message}, {@code error}, {@code message} or {@code detail}. */
    static String sentence(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            JsonNode answer = json.isArray() ? json.path(0) : json;
            JsonNode error = answer.path("error");
            for (JsonNode said : new JsonNode[] {error.path("message"), error, answer.path("message")}) {
                if (said.isTextual() && !said.textValue().isBlank()) {
                    return said.textValue().strip();
                }
            }
            return answer.has("detail") ? Json.text(answer.get("detail")) : Json.text(json);
        } catch (JsonProcessingException notJson) {
            return new String(body, StandardCharsets.UTF_8).strip();
        }
    }

    /** Of a length that a person reads. */
    static String cut(String said) {
        return said.length() > MAX_SENTENCE ? said.substring(0, MAX_SENTENCE) + "…" : said;
    }

    private static @Nullable Duration retryAfter(@Nullable String millis, @Nullable String value) {
        try {
            if (millis != null) {
                return positive(Duration.ofMillis(Long.parseLong(millis.strip())));
            }
            if (value == null) {
                return null;
            }
            if (value.strip().matches("\\d+")) {
                return Duration.ofSeconds(Long.parseLong(value.strip()));
            }
            ZonedDateTime date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return positive(Duration.between(Instant.now(), date.toInstant()));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
