package io.agencyswarm.tool;

import static io.agencyswarm.tool.ToolCalls.call;
import static io.agencyswarm.tool.ToolCalls.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agencyswarm.error.Problem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordToolTest {

    @Test
    void call_withDefaults_putsThemIn() throws Exception {
        assertThat(weather("{'place': {'city': 'Oslo'}}")).isEqualTo("Oslo: 20 celsius for 1 day(s)");
    }

    @Test
    void call_withEverything_bindsIt() throws Exception {
        assertThat(weather("{'place': {'city': 'Oslo', 'country': null}, 'unit': 'fahrenheit', 'days': 2}"))
                .isEqualTo("Oslo: 20 fahrenheit for 2 day(s)");
    }

    @Test
    void call_withUnknownArguments_ignoresThem() throws Exception {
        assertThat(weather("{'place': {'city': 'Oslo', 'sea': 1}, 'hours': 3}")).isNotNull();
    }

    @Test
    void call_withRenamedComponentAsDigits_bindsIt() throws Exception {
        assertThat(call(Examples.Address.class, "Address", "{'street': 'Main St', 'zip_code': '12345'}"))
                .isEqualTo("Main St 12345");
    }

    @Test
    void call_failing_throwsTheRecordsOwnException() {
        assertThatThrownBy(() -> call(Examples.Failing.class, "Failing", ""))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void call_beyondLimit_isRefused() {
        assertThat(problems(Examples.Weather.class, "Weather", "{'place': {'city': 'Oslo'}, 'days': 8}"))
                .containsExactly(
                        new Problem(List.of("days"), "Input should be less than or equal to 7", "less_than_equal"));
    }

    @Test
    void call_withManyFaults_reportsAll() {
        assertThat(problems(Examples.Weather.class, "Weather", "{'place': {}, 'unit': 'kelvin', 'days': 0}"))
                .extracting(Problem::loc, Problem::type)
                .containsExactly(
                        tuple(List.of("place", "city"), "missing"),
                        tuple(List.of("unit"), "enum"),
                        tuple(List.of("days"), "greater_than_equal"));
    }

    @Test
    void call_withRecursiveArguments_checksEachLevel() throws Exception {
        String good = "{'label': 'a', 'branches': [{'label': 'b', 'branches': []}], 'best': null}";
        String bad = "{'label': 'a', 'branches': [{'label': '', 'branches': [{'branches': []}]}]}";

        assertThat(call(Examples.Branch.class, "Branch", good)).isEqualTo(1);
        assertThat(problems(Examples.Branch.class, "Branch", bad))
                .extracting(Problem::loc)
                .containsExactlyInAnyOrder(
                        List.of("branches", 0, "label"), List.of("branches", 0, "branches", 0, "label"));
    }

    @Test
    void call_refusedByConstructor_reportsItsMessage() {
        assertThat(period("1999-01-01", "2001-01-01", "A1"))
                .containsExactly(new Problem(List.of(), "Value error, from must be in this century", "value_error"));
    }

    @Test
    void call_refusedByPattern_reportsJsonName() {
        assertThat(period("2001-01-01", "2001-01-02", "11"))
                .singleElement()
                .extracting(Problem::loc, Problem::type)
                .containsExactly(List.of("room_code"), "value_error");
    }

    @Test
    void call_refusedAsWhole_reportsMessage() {
        assertThat(period("2001-01-02", "2001-01-01", "A1"))
                .containsExactly(new Problem(List.of("ordered"), "Input must end after it begins", "value_error"));
    }

    @Test
    void call_withWrongDate_reportsWhereAndNoJavaNames() {
        assertThat(period("2001-01-02", "tomorrow", "A1")).singleElement().satisfies(problem -> {
            assertThat(problem.loc()).containsExactly("to");
            assertThat(problem.msg()).contains("\"tomorrow\"").doesNotContain("java", "LocalDate");
        });
    }

    private static Object weather(String arguments) throws Exception {
        return call(Examples.Weather.class, "Weather", arguments);
    }

    private static List<Problem> period(String from, String to, String room) {
        String arguments = "{'from': '" + from + "', 'to': '" + to + "', 'room_code': '" + room + "'}";
        return problems(Examples.Period.class, "Period", arguments);
    }
}
