package io.agencyswarm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.PlainWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolArgumentsTest {

    @Test
    void parse_object_isRead() {
        assertThat(ToolArguments.parse("{\"a\": 1}")).isEqualTo(Json.object().put("a", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n", "{}", "null", " null\n"})
    void parse_nothing_isAnEmptyObject(String text) {
        assertThat(ToolArguments.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{oops", "{\"a\": }", "{\"a\": 1", "undefined", "{} x", "{\"a\": 1e9999999999}"})
    void parse_notJson_isRefused(String text) {
        Problem problem = problem(text);

        assertThat(problem.loc()).isEmpty();
        assertThat(problem.type()).isEqualTo("json_invalid");
        assertThat(problem.msg()).startsWith("Arguments should be one JSON object, but they are not valid JSON");
        PlainWords.assertPlain(problem.msg());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{\"a\": 8}{\"a\": 9}", "{}[]", "null null", "{} 1"})
    void parse_severalValues_areRefused(String text) {
        assertThat(problem(text).msg())
                .isEqualTo("Arguments should be one JSON object, but there is more after it, got "
                        + Json.text(Json.tree(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "1", "\"text\"", "true"})
    void parse_otherJson_isRefused(String text) {
        Problem problem = problem(text);

        assertThat(problem.loc()).isEmpty();
        assertThat(problem.type()).isEqualTo("dict_type");
        assertThat(problem.msg()).isEqualTo("Arguments should be a JSON object, got " + text);
    }

    @Test
    void parse_nestedTooDeeply_isRefused() {
        String text = "{\"a\":" + "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1) + "}";

        assertThat(problem(text).type()).isEqualTo("json_invalid");
        assertThat(problem(text).msg()).contains("at most 200 levels");
    }

    @Test
    void parse_longText_isShownInShort() {
        assertThat(problem("\"" + "x".repeat(1000) + "\"").msg())
                .hasSizeLessThan(120)
                .endsWith("…");
    }

    private static Problem problem(String text) {
        return catchThrowableOfType(InvalidRequestException.class, () -> ToolArguments.parse(text))
                .problems()
                .getFirst();
    }
}
