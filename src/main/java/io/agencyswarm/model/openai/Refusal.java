package io.agencyswarm.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what the model's server says when it refuses a request: the sentence, and how long to wait. */
final class Refusal {

    private static final int MAX_BODY = 65_536;
    private static final int MAX_SENTENCE = 2_000;

    private Refusal() {}

    /**
     * Reads the answer and hands the failure over, once.
     *
     * @param destination knows the key that was sent, which must not be told again
     * @param whole called if the answer was read to its end, so that its connection can be used again
     */
    static void read(
            HttpClientResponse answer, Destination destination, Consumer<ModelException> failure, Runnable whole) {
        Buffer body = Buffer.buffer();
        answer.handler(chunk -> {
            if (body.length() < MAX_BODY) {
                body.appendBuffer(chunk);
            }
        });
        // Half a sentence is better than none, so a broken connection tells what came.
        answer.exceptionHandler(broken -> failure.accept(refused(answer, destination, body)));
        answer.endHandler(nothing -> {
            whole.run();
            failure.accept(refused(answer, destination, body));
        });
    }

    private static ModelException refused(HttpClientResponse answer, Destination destination, Buffer body) {
        return ModelException.refused(
                answer.statusCode(), destination.withoutKey(sentence(answer, body.getBytes())), retryAfter(answer));
    }

    private static String sentence(HttpClientResponse answer, byte[] body) {
        String text;
        try {
            text = Json.read(body).path("error").path("message").asText("");
        } catch (JsonProcessingException notJson) {
            text = new String(body, StandardCharsets.UTF_8).strip();
        }
        if (text.isEmpty()) {
            return answer.statusMessage();
        }
        return text.length() > MAX_SENTENCE ? text.substring(0, MAX_SENTENCE) + "…" : text;
    }

    private static @Nullable Duration retryAfter(HttpClientResponse answer) {
        String millis = answer.getHeader("retry-after-ms");
        String value = answer.getHeader("Retry-After");
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
