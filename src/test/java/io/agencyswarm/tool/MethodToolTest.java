package io.agencyswarm.tool;

import static io.agencyswarm.tool.ToolCalls.call;
import static io.agencyswarm.tool.ToolCalls.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodToolTest {

    private static final Examples.Calculator CALCULATOR = new Examples.Calculator();
    private static final Kinds KINDS = new Kinds();

    /** One argument of each kind. */
    static class Kinds {

        @Tool
        int whole(int value) {
            return value;
        }

        @Tool
        double number(double value) {
            return value;
        }

        @Tool
        boolean flag(boolean value) {
            return value;
        }

        @Tool
        String text(String value) {
            return value;
        }

        @Tool
        List<Integer> list(List<Integer> value) {
            return value;
        }

        @Tool
        Examples.Place object(Examples.Place value) {
            return value;
        }

        @Tool
        Examples.Unit constant(Examples.Unit value) {
            return value;
        }

        @Tool
        @Nullable
        Object anything(@Nullable Object value) {
            return value;
        }
    }

    @Test
    void call_ofPackagePrivateMethod_returnsItsValue() throws Exception {
        assertThat(call(CALCULATOR, "add", "{'a': 1, 'b': 2}")).isEqualTo(3);
    }

    @Test
    void call_withDefaultAndAbsentArgument_putsThemIn() throws Exception {
        assertThat(call(CALCULATOR, "greet", "{'who': 'Ada'}")).isEqualTo("LOW Ada");
        assertThat(call(CALCULATOR, "greet", "{'who': 'Ada', 'title': null}")).isEqualTo("LOW Ada");
        assertThat(call(CALCULATOR, "greet", "{'who': 'Ada', 'level': 'HIGH', 'title': 'Lady'}"))
                .isEqualTo("HIGH Lady Ada");
    }

    @Test
    void call_ofVoidMethod_isDone() throws Exception {
        assertThat(call(CALCULATOR, "forget", "")).isEqualTo("Done.");
    }

    @Test
    void call_withContext_handsItOver() throws Exception {
        assertThat(call(CALCULATOR, "whoami", "{}")).isEqualTo("Lead Optional.empty");
        assertThat(call(CALCULATOR, "whoami", "{'times': 2}")).isEqualTo("Lead Optional[2]");
    }

    @Test
    void call_failing_throwsTheMethodsOwnException() {
        assertThatThrownBy(() -> call(CALCULATOR, "stumble", "{'reason': 'test'}"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("stumbled: test");
    }

    @Test
    void call_fromManyVirtualThreads_keepsArgumentsApart() throws Exception {
        io.agencyswarm.tool.Tool add = ToolCalls.tool(CALCULATOR, "add");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> calls = IntStream.range(0, 200)
                    .<Callable<Object>>mapToObj(
                            i -> () -> add.call(ToolCalls.CONTEXT, ToolArguments.parse("{\"a\": " + i + ", \"b\": 0}")))
                    .toList();
            List<Future<Object>> results = threads.invokeAll(calls);

            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(i);
            }
        }
    }

    @Test
    void call_withoutArguments_reportsEachThatIsMissing() {
        assertThat(problems(CALCULATOR, "add", "")).containsExactly(Problem.missing("a"), Problem.missing("b"));
        assertThat(problems(KINDS, "object", "{'value': {}}")).containsExactly(Problem.missing("value", "city"));
    }

    @ParameterizedTest
    @CsvSource({
        "whole, 3, 3",
        "whole, 3.0, 3",
        "whole, '\"-3\"', -3",
        "number, 1, 1.0",
        "number, '\"1.5\"', 1.5",
        "flag, true, true"
    })
    void call_withFittingValue_bindsIt(String tool, String value, String result) throws Exception {
        assertThat(call(KINDS, tool, "{'value': " + value + "}")).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource({
        "whole, 1.5, int_from_float",
        "whole, '\"x\"', int_parsing",
        "whole, '\"\"', int_parsing",
        "whole, '\"1.5\"', int_parsing",
        "whole, true, int_type",
        "whole, null, int_type",
        "whole, [1], int_type",
        "whole, 2147483648, int_parsing",
        "whole, -99999999999999999999999, int_parsing",
        "whole, '\"99999999999999999999999\"', int_parsing",
        "whole, 1e999999999, int_from_float",
        "whole, 1e18, int_parsing",
        "number, '\"x\"', float_parsing",
        "number, true, float_type",
        "flag, 1, bool_type",
        "flag, '\"true\"', bool_type",
        "text, 1, string_type",
        "text, null, string_type",
        "list, '{}', list_type",
        "list, null, list_type",
        "object, '\"Oslo\"', dict_type",
        "object, [], dict_type",
        "constant, CELSIUS, enum",
        "constant, 0, enum",
        "constant, null, enum"
    })
    void call_withMisfit_saysWhatShouldBe(String tool, String value, String type) {
        String json = value.equals("CELSIUS") ? "'CELSIUS'" : value;

        assertThat(problems(KINDS, tool, "{'value': " + json + "}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.loc()).containsExactly("value");
                    assertThat(problem.type()).isEqualTo(type);
                    assertThat(problem.msg())
                            .startsWith("Input should be ")
                            .doesNotContain("java", "agencyswarm", ".class");
                });
    }

    @Test
    void call_withMisfitInList_reportsIndex() {
        assertThat(problems(KINDS, "list", "{'value': [1, 'x', null, 99999999999]}"))
                .extracting(Problem::loc)
                .containsExactly(List.of("value", 1), List.of("value", 2));
        assertThat(problems(KINDS, "list", "{'value': [1, 99999999999]}"))
                .containsExactly(new Problem(
                        List.of("value", 1),
                        "Input should be an integer of fewer digits, got 99999999999",
                        "int_parsing"));
    }

    @Test
    void call_withWrongConstant_namesTheRightOnes() {
        assertThat(problems(KINDS, "constant", "{'value': 'kelvin'}"))
                .extracting(Problem::msg)
                .containsExactly("Input should be \"celsius\" or \"fahrenheit\", got \"kelvin\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'value': null}"})
    void call_withNullableArgument_givesNull(String arguments) throws Exception {
        assertThat(call(KINDS, "anything", arguments)).isNull();
    }

    @Test
    void call_beyondLimits_reportsAll() {
        String arguments = "{'name': 'x', 'tags': ['a', 'long', 'c'], 'counts': {'n': 10}, 'gaps': [null], 'code': 'a',"
                + " 'place': {'city': 'Oslo'}}";

        assertThat(problems(new Examples.Limited(), "limited", arguments))
                .extracting(Problem::loc, Problem::type, Problem::msg)
                .containsExactly(
                        tuple(List.of("name"), "string_too_short", "Input should have at least 2 characters, got 1"),
                        tuple(List.of("tags", 1), "string_too_long", "Input should have at most 3 characters, got 4"),
                        tuple(List.of("tags"), "too_long", "Input should have at most 2 items, got 3"),
                        tuple(List.of("counts", "n"), "less_than_equal", "Input should be less than or equal to 9"));
    }

    @Test
    void call_refusedByPattern_reportsArgument() {
        String arguments = "{'name': 'xx', 'tags': [], 'counts': {}, 'gaps': [null], 'code': 'A1',"
                + " 'place': {'city': 'Oslo'}}";

        assertThat(problems(new Examples.Limited(), "limited", arguments))
                .extracting(Problem::loc, Problem::type)
                .containsExactly(tuple(List.of("code"), "value_error"));
    }

    @Test
    void call_withOneOfSeveralSubtypes_bindsTheRightOne() throws Exception {
        Examples.Limited bean = new Examples.Limited();

        assertThat(call(bean, "shape", "{'shape': {'kind': 'square', 'side': 2}}"))
                .isEqualTo("Square[side=2.0]");
        assertThat(problems(bean, "shape", "{'shape': {'kind': 'triangle'}}"))
                .extracting(Problem::loc)
                .containsExactly(List.of("shape"));
        assertThat(problems(bean, "shape", "{'shape': null}"))
                .extracting(Problem::type)
                .containsExactly("dict_type");
    }

    @Test
    void call_misfit_leavesTheArgumentsAsTheyWere() {
        var arguments = ToolArguments.parse("{\"a\": \"1\", \"c\": 2}");
        var before = arguments.deepCopy();

        assertThatThrownBy(() -> ToolCalls.tool(CALCULATOR, "add").call(ToolCalls.CONTEXT, arguments))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("b: Field required");
        assertThat(arguments).isEqualTo(before);
    }
}
