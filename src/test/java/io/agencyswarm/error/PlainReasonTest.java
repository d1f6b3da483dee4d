package io.agencyswarm.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.PlainWords;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainReasonTest {

    private static final String UNKNOWN_REASON = "unknown reason";

    private enum Colour {
        RED
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "No invoice 7 | No invoice 7",
                "See https://example.com/Path and v1.2.Final | See https://example.com/Path and v1.2.Final",
                "null | " + UNKNOWN_REASON,
                "'' | " + UNKNOWN_REASON,
                "java.lang.IllegalStateException | " + UNKNOWN_REASON,
                "java.lang.IllegalStateException: No invoice 7 | No invoice 7",
                "java.util.concurrent.CompletionException: java.io.IOException: No room | No room",
                "a.b.Outer$Inner: No room | No room",
                "IOException: No room | No room",
                "no bean of com.acme.stock.StockService is there | no bean of … is there",
                "it threw a TimeoutException | it threw a …",
                "com/acme/Store$Driver | " + UNKNOWN_REASON,
                "class a.b.C cannot be cast to class a.b.D | " + UNKNOWN_REASON,
                "Cannot invoke \"String.length()\" because \"<local1>\" is null | " + UNKNOWN_REASON,
                "Cannot load from int array because \"<local1>\" is null | " + UNKNOWN_REASON,
                "Cannot read the file, because it is locked | Cannot read the file, because it is locked"
            })
    void message_withoutClasses_isReported(@Nullable String message, String text) {
        assertThat(AgencyException.reason(new RuntimeException(message))).isEqualTo(text);
        PlainWords.assertPlain(text);
    }

    @Test
    void exceptions_ofJavaItself_areReportedPlainly() {
        for (Runnable fault : List.<Runnable>of(
                () -> System.out.println(((String) nothing()).length()),
                () -> System.out.println((Integer) (Object) "x"),
                () -> Colour.valueOf("BLUE"),
                () -> List.of().getFirst(),
                () -> {
                    throw new UncheckedIOException(new NoSuchFileException("a.txt"));
                },
                () -> {
                    throw new CompletionException(new CompletionException(new ConnectException()));
                },
                () -> {
                    throw new StackOverflowError();
                })) {
            try {
                fault.run();
                throw new AssertionError("nothing was thrown");
            } catch (RuntimeException | StackOverflowError e) {
                PlainWords.assertPlain(AgencyException.reason(e));
                assertThat(AgencyException.reason(e)).isNotBlank().doesNotContain("io.agencyswarm", "Colour");
            }
        }
    }

    @Test
    void reason_null_isUnknownReason() {
        assertThat(AgencyException.reason(null)).isEqualTo(UNKNOWN_REASON);
    }

    @Test
    void causes_inACircle_areNotFollowedForEver() {
        RuntimeException one = new RuntimeException((String) null);
        one.initCause(new RuntimeException(null, one));

        assertThat(AgencyException.reason(one)).isEqualTo(UNKNOWN_REASON);
    }

    @Test
    @Timeout(10)
    void messages_ofTheWorstShapes_areReadOnce() {
        for (String shape : new String[] {"a.", "A", "Aa", "java.lang.", "Cannot invoke ", "a.B: ", "Exception"}) {
            AgencyException.reason(new RuntimeException(shape.repeat(1_000_000 / shape.length())));
        }
    }

    private static @Nullable Object nothing() {
        return null;
    }
}
