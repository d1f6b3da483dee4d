package io.agencyswarm.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of a mapping are checked wherever they are, and all problems are reported together. */
class RangeTest {

    /** A group that others inherit. */
    public interface Timed {

        @WithDefault("1s")
        @Range(min = "1ms", max = "1d")
        Duration timeout();
    }

    /** A group within the others. */
    public interface Server extends Timed {

        @WithDefault("2")
        @Range(min = "1", max = "20")
        int attempts();

        Optional<@Range(min = "1") Long> bytes();
    }

    /** A group whose map has no name of its own. */
    public interface Servers {

        @WithParentName
        Map<String, Server> byName();
    }

    /** The mapping. */
    @ConfigMapping(prefix = "test")
    public interface Settings {

        @WithDefault("0s")
        @Range(min = "0s", max = "365d", zeroDisables = true)
        Duration keepTime();

        @WithDefault("0")
        @Range(min = "0", zeroDisables = true)
        int depth();

        Server first();

        @WithName("other.one")
        Optional<Server> second();

        List<Server> list();

        Map<String, @Range(min = "1") Integer> sizes();

        Servers servers();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    test.keep-time               | -1s   | between 0s, which disables it, and 365 days, but is -1s
                    test.keep-time               | 366d  | between 0s, which disables it, and 365 days, but is 366d
                    test.keep-time               | 8761h | between 0s, which disables it, and 365 days, but is 8761h
                    test.depth                   | -1    | at least 0, which disables it, but is -1
                    test.first.attempts          | 21    | between 1 and 20, but is 21
                    test.first.timeout           | 0s    | between 1ms and 1 day, but is 0s
                    test.first.timeout           | 1500m | between 1ms and 1 day, but is 25h
                    test.first.bytes             | 0     | at least 1, but is 0
                    test.other.one.bytes         | -5    | at least 1, but is -5
                    test.list[1].attempts        | 0     | between 1 and 20, but is 0
                    test.sizes.small             | 0     | at least 1, but is 0
                    test.servers.berlin.attempts | 0     | between 1 and 20, but is 0
                    test.servers."a.b".attempts  | 0     | between 1 and 20, but is 0
                    """)
    void value_outsideOfItsRange_isRefusedInSentence(String key, String value, String rule) {
        assertThat(problems(Map.of("test.list[0].attempts", "1", key, value), ConfigValidator.EMPTY))
                .containsExactly(key + " must be " + rule + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "test.keep-time, 365d",
        "test.keep-time, 0s",
        "test.depth, 0",
        "test.first.attempts, 1",
        "test.first.attempts, 20",
        "test.first.timeout, 1ms",
        "test.first.bytes, 9223372036854775807"
    })
    void value_withinItsRange_isAccepted(String key, String value) {
        assertThat(problems(Map.of(key, value), ConfigValidator.EMPTY)).isEmpty();
    }

    @Test
    void values_outsideOfTheirRanges_areReportedTogether() {
        Map<String, String> values =
                Map.of("test.depth", "-1", "test.first.attempts", "0", "test.servers.berlin.timeout", "0s");

        assertThat(problems(values, ConfigValidator.EMPTY))
                .containsExactly(
                        "test.depth must be at least 0, which disables it, but is -1.",
                        "test.first.attempts must be between 1 and 20, but is 0.",
                        "test.servers.berlin.timeout must be between 1ms and 1 day, but is 0s.");
    }

    /** An application may have Quarkus's Hibernate Validator, and constraints in mappings of its own. */
    @Test
    void validator_ofAnApplication_isCalledToo() {
        ConfigValidator application = (mapping, prefix, _) -> {
            throw new ConfigValidationException(new Problem[] {new Problem(mapping.getSimpleName() + " at " + prefix)});
        };

        assertThat(problems(Map.of(), application)).containsExactly("Settings at test");
        assertThat(problems(Map.of("test.depth", "-1"), application))
                .containsExactly("test.depth must be at least 0, which disables it, but is -1.", "Settings at test");
    }

    private static List<String> problems(Map<String, String> values, ConfigValidator application) {
        ConfigValidationException exception = catchThrowableOfType(
                ConfigValidationException.class,
                () -> new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(Settings.class, "test")
                        .withCustomizers(new RangeCustomizer(), builder -> builder.withValidator(application))
                        .withSources(new PropertiesConfigSource(values, "test", 1_000))
                        .build());
        return exception == null
                ? List.of()
                : IntStream.range(0, exception.getProblemCount())
                        .mapToObj(i -> exception.getProblem(i).getMessage())
                        .toList();
    }
}
