package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelException;
import io.vertx.core.http.HttpClientResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a model's server says when it refuses a request, and how long it wants to be left alone. */
public final class Refusals {

    /** How much of a refusal is read. */
    public static final int MAX_BODY = 65_536;

    private static final int MAX_SENTENCE = 2_000;

    private Refusals() {}

    /**
     * The failure that a refusal is.
     *
     * @param body as much of it as came
     */
    public static ModelException of(HttpClientResponse head, byte[] body, RequestTarget target) {
        String said = ServerErrors.sentence(body);
        return ModelException.refused(
                head.statusCode(),
                cut(target.redact(said.isEmpty() ? String.valueOf(head.statusMessage()) : said)),
                retryAfter(head.getHeader("retry-after-ms"), head.getHeader("Retry-After")));
    }

    /** Of a length that a person reads. */
    public static String cut(String said) {
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
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
