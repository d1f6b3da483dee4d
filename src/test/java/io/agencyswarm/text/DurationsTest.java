package io.agencyswarm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.000001S, 1 ms",
        "PT0.7S, 700 ms",
        "PT1S, 1 s",
        "PT1.5S, 1500 ms",
        "PT60.000001S, 60001 ms",
        "PT1M, 1 min",
        "PT90S, 90 s",
        "PT1H, 1 h",
        "PT90M, 90 min",
        "PT59M59.9999999S, 1 h",
        "PT1H0.000001S, 3601 s",
        "P365D, 8760 h",
        "PT999999999999999999S, 999999999999999999 s",
        "PT9223372036854775807.999999999S, 9223372036854775807 s"
    })
    void text_duration_hasTheLargestUnitThatDividesIt(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }
}
