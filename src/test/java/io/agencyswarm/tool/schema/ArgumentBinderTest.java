package io.agencyswarm.tool.schema;

import static io.agencyswarm.tool.ToolCalls.call;
import static io.agencyswarm.tool.ToolCalls.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.ToolCalls;
import io.agencyswarm.tool.ToolFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that a schema can't express and that Jackson checks. */
class ArgumentBinderTest {

    /** A class that Jackson can't create, because its constructor is not annotated. */
    static final class Opaque {

        private final String text;

        Opaque(String text, int number) {
            this.text = text + number;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record Careless(String text) {

        Careless {
            text = text.substring(5).toLowerCase(Locale.ROOT);
        }
    }

    static class Values {

        @Tool
        String date(@JsonProperty(defaultValue = "2020-02-29") LocalDate value) {
            return value.toString();
        }

        @Tool
        String duration(Duration value) {
            return value.toString();
        }

        @Tool
        String id(UUID value) {
            return value.toString();
        }

        @Tool
        String small(byte value) {
            return "" + value;
        }

        @Tool
        String letter(char value) {
            return "" + value;
        }

        @Tool
        String keys(Map<Integer, String> value) {
            return value.toString();
        }

        @Tool
        String careless(Careless value) {
            return value.text();
        }
    }

    static class Unreadable {

        @Tool
        String opaque(Optional<Opaque> value) {
            return value.toString();
        }
    }

    private static final Values VALUES = new Values();

    @ParameterizedTest
    @CsvSource({"date, 2021-03-04", "duration, PT5M", "id, 123e4567-e89b-12d3-a456-426614174000", "letter, x"})
    void read_textOfTheType_isBound(String tool, String text) throws Exception {
        assertThat(call(VALUES, tool, "{'value': '" + text + "'}")).isEqualTo(text);
    }

    @Test
    void read_absentWithDefault_isTheDefault() throws Exception {
        assertThat(call(VALUES, "date", "")).isEqualTo("2020-02-29");
        assertThat(ToolCalls.tool(VALUES, "date")
                        .spec()
                        .inputSchema()
                        .at("/properties/value/default")
                        .textValue())
                .isEqualTo("2020-02-29");
    }

    @ParameterizedTest
    @CsvSource({
        "date, '\"2021-02-30\"', value_error",
        "duration, '\"soon\"', value_error",
        "id, '\"me\"', value_error",
        "letter, '\"xy\"', value_error",
        "small, 300, int_parsing",
        "careless, '{\"text\":\"abc\"}', value_error"
    })
    void read_misfit_isReportedWithoutJavaNames(String tool, String value, String type) {
        assertThat(problems(VALUES, tool, "{'value': " + value + "}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.loc()).first().isEqualTo("value");
                    assertThat(problem.type()).isEqualTo(type);
                    assertThat(problem.msg())
                            .startsWith("Input should be ")
                            .endsWith(value)
                            .doesNotContain("java", "Careless", "begin");
                });
    }

    @Test
    void read_wrongKey_isReportedAtMap() {
        assertThat(problems(VALUES, "keys", "{'value': {'one': 'x'}}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.loc()).containsExactly("value"));
    }

    @Test
    void read_typeThatJacksonCanNotMake_stopsTheStart() {
        assertThatThrownBy(() -> ToolFactory.tools(new Unreadable()))
                .isInstanceOfSatisfying(
                        AgencyException.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(Opaque.class.getName())
                .hasMessageEndingWith(": use a record, or give the class a constructor with @JsonCreator.");
    }
}
