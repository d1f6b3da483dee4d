package io.agencyswarm.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownFieldsTest {

    private static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["place"],
             "properties": {
               "place": {"$ref": "#/$defs/Place"},
               "stops": {"type": ["array", "null"], "items": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/Place"}]}},
               "labels": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Place"}},
               "open": {"type": "object"},
               "named": {"type": "object", "additionalProperties": false, "patternProperties": {"^x-": {}}},
               "either": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "object", "properties": {"id": {}}}]}},
             "$defs": {"Place": {"type": "object", "additionalProperties": false,
                                 "properties": {"city": {"type": "string"}, "next": {"$ref": "#/$defs/Place"}}}}}
            """;

    private static List<Problem> problems(String arguments) {
        return catchThrowableOfType(
                        InvalidRequestException.class, () -> UnknownFields.refuse(object(SCHEMA), object(arguments)))
                .problems();
    }

    private static ObjectNode object(String json) throws Exception {
        return (ObjectNode) Json.read(json);
    }

    @Test
    void refuse_fieldsThatAreExcluded_reportsEachPlaceAndWhatIsMissing() {
        assertThat(problems("""
                {"plaice": {"city": "Oslo"}, "stops": [{"city": "Rome"}, {"town": "Bari"}],
                 "labels": {"home": {"next": {"town": "Bari"}}}}
                """))
                .extracting(Problem::loc)
                .containsExactly(
                        List.of("plaice"),
                        List.of("stops", 1, "town"),
                        List.of("labels", "home", "next", "town"),
                        List.of("place"));
    }

    @Test
    void refuse_aField_saysWhichThereAre() {
        assertThat(problems("{\"place\": {\"town\": 1}}")).singleElement().satisfies(problem -> {
            assertThat(problem.msg()).isEqualTo("There is no such field. Fields that are taken here: city, next");
            assertThat(problem.type()).isEqualTo("extra_forbidden");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"place\": {\"city\": \"Oslo\", \"next\": {}}, \"stops\": null}",
                "{\"place\": \"Oslo\", \"stops\": [null, 1]}",
                "{\"place\": {}, \"open\": {\"a\": {\"b\": 1}}, \"named\": {\"x-a\": 1}, \"either\": {\"id\": 1, \"a\": 2}}"
            })
    void refuse_whatOnlyTheToolItselfCanJudge_isLeftToIt(String arguments) {
        assertThatCode(() -> UnknownFields.refuse(object(SCHEMA), object(arguments)))
                .doesNotThrowAnyException();
    }
}
