package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a model's server says when it refuses a request, and how long it wants to be left alone. */
public final class Refusals {

    private static final int MAX_BODY = 65_536;
    private static final int MAX_SENTENCE = 2_000;

    private Refusals() {}

    /**
     * Reads the answer and hands the failure over, once.
     *
     * @param sentence what a body says, by the provider's form of errors; empty if nothing
     * @param redact takes out what was sent in confidence and must not be told again
     * @param whole called if the answer was read to its end, so that its connection can be used again
     */
    public static void read(
            HttpClientResponse answer,
            Function<byte[], String> sentence,
            UnaryOperator<String> redact,
            Consumer<ModelException> failure,
            Runnable whole) {
        Buffer body = Buffer.buffer();
        Runnable refuse = () -> {
            String said = sentence.apply(body.getBytes());
            failure.accept(ModelException.refused(
                    answer.statusCode(),
                    cut(redact.apply(said.isEmpty() ? String.valueOf(answer.statusMessage()) : said)),
                    retryAfter(answer.getHeader("retry-after-ms"), answer.getHeader("Retry-After"))));
        };
        answer.handler(chunk -> {
            if (body.length() < MAX_BODY) {
                body.appendBuffer(chunk);
            }
        });
        // Half a sentence is better than none, so a broken connection tells what came.
        answer.exceptionHandler(broken -> refuse.run());
        answer.endHandler(nothing -> {
            whole.run();
            refuse.run();
        });
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
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
