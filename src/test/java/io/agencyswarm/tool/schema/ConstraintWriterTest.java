package io.agencyswarm.tool.schema;

import static io.agencyswarm.tool.ToolCalls.call;
import static io.agencyswarm.tool.ToolCalls.problems;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.Problem;
import io.agencyswarm.tool.ToolCalls;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One limit each, on a parameter and on a component: both must have the same schema and the same validation. */
class ConstraintWriterTest {

    static class Parameters {

        @Tool
        void min(@Min(2) int value) {}

        @Tool
        void max(@Max(2) long value) {}

        @Tool
        void decimalMin(@DecimalMin("0.5") double value) {}

        @Tool
        void decimalMax(@DecimalMax(value = "0.5", inclusive = false) double value) {}

        @Tool
        void positive(@Positive int value) {}

        @Tool
        void positiveOrZero(@PositiveOrZero int value) {}

        @Tool
        void negative(@Negative int value) {}

        @Tool
        void negativeOrZero(@NegativeOrZero int value) {}

        @Tool
        void notBlank(@NotBlank String value) {}

        @Tool
        void notEmpty(@NotEmpty List<String> value) {}

        @Tool
        void size(@Size(min = 1, max = 2) String value) {}

        @Tool
        void map(@Size(max = 1) Map<String, Integer> value) {}

        @Tool
        void array(@Size(max = 1) int[] value) {}

        @Tool
        void email(@Email String value) {}
    }

    record Components(
            @Min(2) int min,
            @Max(2) long max,
            @DecimalMin("0.5") double decimalMin,
            @DecimalMax(value = "0.5", inclusive = false) double decimalMax,
            @Positive int positive,
            @PositiveOrZero int positiveOrZero,
            @Negative int negative,
            @NegativeOrZero int negativeOrZero,
            @NotBlank String notBlank,
            @NotEmpty List<String> notEmpty,
            @Size(min = 1, max = 2) String size,
            @Size(max = 1) Map<String, Integer> map,
            @Size(max = 1) int[] array,
            @Email String email) {}

    private static final Parameters BEAN = new Parameters();
    private static final JsonNode COMPONENTS = Schemas.of(Components.class).get("properties");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            min            | 2        | 1                | greater_than_equal
            max            | 2        | 3                | less_than_equal
            decimalMin     | 0.5      | 0.49             | greater_than_equal
            decimalMax     | 0.49     | 0.5              | less_than
            positive       | 1        | 0                | greater_than
            positiveOrZero | 0        | -1               | greater_than_equal
            negative       | -1       | 0                | less_than
            negativeOrZero | 0        | 1                | less_than_equal
            notBlank       | "x"      | ""               | string_too_short
            notEmpty       | ["x"]    | []               | too_short
            size           | "ab"     | "abc"            | string_too_long
            map            | {"a": 1} | {"a": 1, "b": 2} | too_long
            array          | [1]      | [1, 2]           | too_long
            email          | "a@b.c"  | "nobody"         | value_error
            """)
    void limit_onParameterAndComponent_isReportedAndHeld(String limit, String fit, String misfit, String type)
            throws Exception {
        JsonNode schema = ToolCalls.tool(BEAN, limit).spec().inputSchema().at("/properties/value");

        assertThat(schema).hasSizeGreaterThan(1).isEqualTo(COMPONENTS.get(limit));
        assertThat(call(BEAN, limit, "{'value': " + fit + "}")).isEqualTo("Done.");
        assertThat(problems(BEAN, limit, "{'value': " + misfit + "}"))
                .singleElement()
                .extracting(Problem::loc, Problem::type)
                .containsExactly(List.of("value"), type);
    }
}
