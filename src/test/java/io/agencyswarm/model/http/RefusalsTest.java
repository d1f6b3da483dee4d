package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pauses that servers ask for. */
class RefusalsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T22:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "      | 7                             | PT7S",
                "      | 0                             | PT0S",
                "      | 1.5                           | PT1.5S",
                "250   | 7                             | PT0.25S",
                "250.5 |                               | PT0.2505S",
                "soon  | 7                             | PT7S",
                "-7    | 7                             | PT7S",
                "      | Sat, 28 Nov 2026 22:02:00 GMT | PT2M",
                "      | Sat, 28 Nov 2026 21:00:00 GMT | PT0S",
                "      | -5                            | ",
                "      | 1e9                           | ",
                "      | soon                          | ",
                "      | 99999999999999999999999       | ",
                "      | 999999999999999999            | PT999999999999999999S",
                "      |                               | "
            })
    void retryAfter_ofEachForm_isRead(@Nullable String millis, @Nullable String value, @Nullable Duration wait) {
        assertThat(Refusals.retryAfter(millis, value, CLOCK)).isEqualTo(wait);
    }
}
