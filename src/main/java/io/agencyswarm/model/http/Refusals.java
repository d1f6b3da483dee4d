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
        String said = head.statusCode() / 100 == 3 ? redirect(head, target) : said(head, body, target);
        return ModelException.refused(
                head.statusCode(),
                cut(said),
                retryAfter(head.getHeader("retry-after-ms"), head.getHeader("Retry-After")));
    }

    /** How an answer is compressed; null if it is not. */
    static @Nullable String encoding(HttpClientResponse head) {
        String encoding = head.getHeader("Content-Encoding");
        return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")
                ? null
                : encoding.strip();
    }

    private static String redirect(HttpClientResponse head, RequestTarget target) {
        String place = head.getHeader("Location");
        return (place == null || place.isBlank()
                        ? "it redirects without saying where to"
                        : "it redirects to " + target.redact(Quotes.inOneLine(HttpAddress.shown(place))))
                + ", which is not followed; is its address right (" + target.setting() + ")?";
    }

    private static String said(HttpClientResponse head, byte[] body, RequestTarget target) {
        String packed = encoding(head);
        if (packed != null || Quotes.isPacked(body)) {
            return "the reason is compressed (" + Quotes.inOneLine(target.redact(packed == null ? "gzip" : packed))
                    + "), which was not asked for";
        }
        String said = Quotes.withoutControls(target.redact(ServerErrors.sentence(body)));
        if (said.isEmpty()) {
            return Quotes.inOneLine(target.redact(String.valueOf(head.statusMessage())));
        }
        return Quotes.isPage(Quotes.text(body)) && head.statusCode() / 100 == 4
                ? said + "; is its address right (" + target.setting() + ")?"
                : said;
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
