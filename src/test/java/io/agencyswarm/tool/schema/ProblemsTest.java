package io.agencyswarm.tool.schema;

import static io.agencyswarm.tool.ToolCalls.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

    record Row(@Pattern(regexp = "[a-z]+") String code) {}

    static class Tables {

        @Tool
        int numbers(List<Integer> rows) {
            return rows.size();
        }

        @Tool
        int codes(List<@Pattern(regexp = "[a-z]+") String> rows) {
            return rows.size();
        }

        @Tool
        int counts(Map<String, @Positive Integer> rows) {
            return rows.size();
        }
    }

    @ParameterizedTest
    @CsvSource({"numbers, ['']", "codes, ['1']"})
    void call_thousandsOfWrongElements_reportsOneHundred(String tool, String element) {
        String rows = String.join(",", Collections.nCopies(5_000, element.substring(1, element.length() - 1)));

        assertThat(problems(new Tables(), tool, "{'rows': [" + rows + "]}")).hasSize(100);
    }

    @Test
    void call_thousandsOfWrongEntries_reportsOneHundred() {
        StringBuilder rows = new StringBuilder("'first': 1");
        for (int i = 0; i < 5_000; i++) {
            rows.append(", 'row").append(i).append("': -1");
        }

        assertThat(problems(new Tables(), "counts", "{'rows': {" + rows + "}}"))
                .hasSize(100)
                .first()
                .satisfies(problem -> assertThat(problem.loc()).isEqualTo(List.of("rows", "row0")));
    }

    @Test
    void read_answerOfThousandsOfWrongRecords_reportsOneHundred() {
        String rows = String.join(",", Collections.nCopies(5_000, "{\"code\": \"1\"}"));

        List<Problem> problems = catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> OutputType.of(new TypeReference<List<Row>>() {}.getType())
                                .read("{\"response\": [" + rows + "]}"))
                .problems();

        assertThat(problems).hasSize(100);
    }

    @Test
    void refuse_thousandsOfUnknownFields_reportsOneHundred() {
        ObjectNode schema = Schemas.of(Row.class);
        ObjectNode arguments = Json.object();
        for (int i = 0; i < 5_000; i++) {
            arguments.put("row" + i, 1);
        }

        List<Problem> problems = catchThrowableOfType(
                        InvalidRequestException.class, () -> UnknownFields.refuse(schema, arguments))
                .problems();

        assertThat(problems).hasSize(100);
    }
}
