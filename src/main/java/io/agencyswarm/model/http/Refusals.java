package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.BaseUrl;
import io.vertx.core.http.HttpClientResponse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the error response of a model's server: its message, and how long it asks to wait. */
public final class Refusals {

    /** Maximum number of bytes that are read of an error response. */
    public static final int MAX_BODY = 65_536;

    /** Longer numbers are ignored. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(?:\\.\\d{1,9})?");

    private static final Pattern COMPRESSED = Pattern.compile("(?i)\\b(?:gzip|deflate|br|zstd|compress|dcb|dcz)\\b");

    private static final BigDecimal NANOS_OF_A_SECOND = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal NANOS_OF_A_MILLI = BigDecimal.valueOf(1_000_000);

    private Refusals() {}

    /**
     * Creates the failure for an error response.
     *
     * @param body the part that was read
     * @param clock the clock to compare a date in {@code Retry-After} with
     */
    static ModelException of(HttpClientResponse head, byte[] body, RequestTarget target, Clock clock) {
        String explanation = head.statusCode() / 100 == 3 ? redirect(head, target) : explanation(head, body, target);
        int status = head.statusCode();
        String message = ErrorQuotes.shorten(explanation);
        Duration retryAfter = retryAfter(head.getHeader("retry-after-ms"), head.getHeader("Retry-After"), clock);
        return switch (String.valueOf(head.getHeader("x-should-retry")).strip().toLowerCase(Locale.ROOT)) {
            case "true" -> ModelException.refused(status, message, retryAfter, true);
            case "false" -> ModelException.refused(status, message, retryAfter, false);
            default -> ModelException.refused(status, message, retryAfter);
        };
    }

    /**
     * Returns the compression of an answer; null if it is not compressed. Some servers send a character encoding in
     * this header.
     */
    static @Nullable String encoding(HttpClientResponse head) {
        String encoding = head.getHeader("Content-Encoding");
        return encoding == null || !COMPRESSED.matcher(encoding).find() ? null : encoding.strip();
    }

    private static String redirect(HttpClientResponse head, RequestTarget target) {
        String location = head.getHeader("Location");
        return (location == null || location.isBlank()
                        ? "it redirects without a Location"
                        : "it redirects to " + target.redact(ErrorQuotes.inOneLine(BaseUrl.forMessage(location))))
                + ", and redirects are not followed; is its address right (" + target.setting() + ")?";
    }

    private static String explanation(HttpClientResponse head, byte[] body, RequestTarget target) {
        String compressed = encoding(head);
        if (compressed != null || ErrorQuotes.isCompressed(body)) {
            return "the reason is compressed ("
                    + ErrorQuotes.inOneLine(target.redact(compressed == null ? "gzip" : compressed))
                    + "), which was not requested";
        }
        String sentence = ErrorQuotes.withoutControls(target.redact(ServerErrors.sentence(body)));
        if (sentence.isEmpty()) {
            return ErrorQuotes.inOneLine(target.redact(String.valueOf(head.statusMessage())));
        }
        return ErrorQuotes.isPage(ErrorQuotes.text(body)) && head.statusCode() / 100 == 4
                ? sentence + "; is its address right (" + target.setting() + ")?"
                : sentence;
    }

    /** Returns how long the server asks to wait; null if it does not, or if the headers are not valid. */
    static @Nullable Duration retryAfter(@Nullable String millis, @Nullable String value, Clock clock) {
        if (millis != null && NUMBER.matcher(millis.strip()).matches()) {
            return duration(millis, NANOS_OF_A_MILLI);
        }
        if (value == null) {
            return null;
        }
        if (NUMBER.matcher(value.strip()).matches()) {
            return duration(value, NANOS_OF_A_SECOND);
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static Duration duration(String number, BigDecimal unit) {
        BigInteger nanos = new BigDecimal(number.strip()).multiply(unit).toBigInteger();
        BigInteger[] parts = nanos.divideAndRemainder(NANOS_OF_A_SECOND.toBigInteger());
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
