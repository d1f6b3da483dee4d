package io.agencyswarm.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.Examples;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTypeTest {

    record Plain(String answer, double confidence) {}

    record Node(String name, List<Node> children, @Nullable Node twin) {}

    record Dated(
            LocalDate day,
            Optional<Integer> days,
            @Size(max = 5) String place,
            @Nullable Kind kind) {}

    record Ticket(
            @JsonProperty(defaultValue = "low") String priority,
            @Pattern(regexp = "[A-Z]+") String code,
            @Pattern(regexp = "(?!x).*") String other) {}

    record Mapped(Map<String, Integer> counts) {}

    record Loose(JsonNode anything) {}

    record Inner(Mapped mapped) {}

    record Empty() {}

    record Bill(List<Empty> lines) {}

    sealed interface Verdict {

        record Passed(@Nullable Verdict next) implements Verdict {}

        record Refused(@Size(max = 9) String why) implements Verdict {}
    }

    enum Kind {
        ONE,
        TWO
    }

    @Test
    void strictSchema_plainRecord_requiresEverythingAndNothingElse() throws Exception {
        assertThat(OutputType.of(Plain.class).strictSchema()).isEqualTo(Json.read("""
                {"type": "object", "properties": {"answer": {"type": "string"}, "confidence": {"type": "number"}},
                 "required": ["answer", "confidence"], "additionalProperties": false}
                """));
    }

    @Test
    void strictSchema_optionalComponents_areRequiredAndMayBeNull() throws Exception {
        assertThat(OutputType.of(Dated.class).strictSchema()).isEqualTo(Json.read("""
                {"type": "object", "additionalProperties": false, "required": ["day", "days", "place", "kind"],
                 "properties": {
                   "day": {"type": "string", "format": "date"},
                   "days": {"type": ["integer", "null"]},
                   "place": {"type": "string"},
                   "kind": {"anyOf": [{"type": "null"}, {"type": "string", "enum": ["ONE", "TWO"]}]}}}
                """));
    }

    @Test
    void strictSchema_recursiveRecord_refersToItself() {
        ObjectNode schema = OutputType.of(Node.class).strictSchema();

        assertThat(schema.toString()).contains("\"$ref\"").doesNotContain("\"description\"");
        assertThat(schema.findParents("properties"))
                .allSatisfy(object -> assertThat(object.get("required")).hasSize(3));
    }

    @Test
    void strictSchema_defaultsAndLookAround_areNotReported() {
        ObjectNode schema = OutputType.of(Ticket.class).strictSchema();

        assertThat(schema.findValue("default")).isNull();
        assertThat(schema.at("/properties/code/pattern").asText()).isEqualTo("[A-Z]+");
        assertThat(schema.at("/properties/other").has("pattern")).isFalse();
        assertThat(schema.get("required")).hasSize(3);
    }

    @Test
    void of_recordThatAModelCanNotBeHeldTo_isRefusedWithThePlace() {
        assertThatThrownBy(() -> OutputType.of(Mapped.class))
                .isInstanceOf(AgencyException.class)
                .hasMessageContainingAll("Mapped", "counts", "list of records");
        assertThatThrownBy(() -> OutputType.of(Inner.class)).hasMessageContaining("mapped.counts");
        assertThatThrownBy(() -> OutputType.of(Loose.class)).hasMessageContainingAll("Loose", "anything");
    }

    @Test
    void read_whatTheStrictSchemaLeavesOut_isHeldAllTheSame() {
        OutputType type = OutputType.of(Dated.class);

        assertThat(type.read("{\"day\":\"2026-01-31\",\"days\":null,\"place\":\"Oslo\",\"kind\":null}")
                        .path("place")
                        .asText())
                .isEqualTo("Oslo");
        assertThatThrownBy(() -> type.read("{\"day\":\"tomorrow\",\"days\":1,\"place\":\"Oslo\",\"kind\":\"ONE\"}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("day");
        assertThatThrownBy(() -> type.read("{\"day\":\"2026-01-31\",\"place\":\"Trondheim\",\"kind\":\"ONE\"}"))
                .hasMessageContaining("place");
    }

    static Stream<Arguments> wrapped() {
        return Stream.of(
                Arguments.of(new TypeReference<List<String>>() {}, "[\"a\",\"b\"]", List.of("a", "b")),
                Arguments.of(new TypeReference<Kind>() {}, "\"TWO\"", Kind.TWO),
                Arguments.of(new TypeReference<Integer>() {}, "7", 7),
                Arguments.of(new TypeReference<Boolean>() {}, "true", true),
                Arguments.of(new TypeReference<LocalDate>() {}, "\"2026-01-31\"", LocalDate.of(2026, 1, 31)),
                Arguments.of(
                        new TypeReference<List<Plain>>() {},
                        "[{\"answer\":\"yes\",\"confidence\":0.5}]",
                        List.of(new Plain("yes", 0.5))),
                Arguments.of(
                        new TypeReference<Verdict>() {},
                        "{\"type\":\"Refused\",\"why\":\"late\"}",
                        new Verdict.Refused("late")),
                Arguments.of(
                        new TypeReference<List<Verdict>>() {},
                        "[{\"type\":\"Passed\",\"next\":{\"type\":\"Refused\",\"why\":\"x\"}}]",
                        List.of(new Verdict.Passed(new Verdict.Refused("x")))),
                Arguments.of(
                        new TypeReference<Examples.Shape>() {},
                        "{\"kind\":\"circle\",\"radius\":1.5}",
                        new Examples.Circle(1.5)));
    }

    /** A path iterates over its steps, the last of which is a path of one step: itself. */
    @Test
    void read_aPath_isValidatedOnce() throws Exception {
        assertThat(OutputType.of(Path.class).read("{\"response\":\"file:///a/b\"}"))
                .isEqualTo(Json.read("\"file:///a/b\""));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void read_whatIsNoRecord_isWhatTheObjectAroundItHolds(TypeReference<?> type, String json, Object value)
            throws Exception {
        OutputType output = OutputType.of(type.getType());

        JsonNode answer = output.read("{\"response\":" + json + "}");

        assertThat(output.name()).isEqualTo("final_output");
        assertThat(answer).isEqualTo(Json.read(json));
        assertThat(OutputType.value(answer, type.getType())).isEqualTo(value);
        assertThat(output.strictSchema().path("required")).isEqualTo(Json.read("[\"response\"]"));
        assertThat(output.strictSchema().path("type").asText()).isEqualTo("object");
    }

    @Test
    void strictSchema_list_isInAnObject() throws Exception {
        assertThat(OutputType.of(new TypeReference<List<String>>() {}.getType()).strictSchema())
                .isEqualTo(Json.read("""
                {"type": "object", "properties": {"response": {"type": "array", "items": {"type": "string"}}},
                 "required": ["response"], "additionalProperties": false}
                """));
    }

    @Test
    void strictSchema_sealedInterface_isOneOfItsRecordsByType() throws Exception {
        assertThat(OutputType.of(Verdict.class).strictSchema()).isEqualTo(Json.read("""
                {"type": "object", "properties": {"response": {"$ref": "#/$defs/Verdict"}},
                 "required": ["response"], "additionalProperties": false,
                 "$defs": {"Verdict": {"anyOf": [
                   {"type": "object", "properties": {"type": {"type": "string", "const": "Passed"},
                                                     "next": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/Verdict"}]}},
                    "required": ["type", "next"], "additionalProperties": false},
                   {"type": "object", "properties": {"type": {"type": "string", "const": "Refused"},
                                                     "why": {"type": "string"}},
                    "required": ["type", "why"], "additionalProperties": false}]}}}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"response\":null}",
                "{\"response\":{}}",
                "{\"response\":[{\"why\":\"x\"}]}",
                "{\"response\":[{\"type\":\"Verdict\",\"why\":\"x\"}]}",
                "{\"response\":[{\"type\":\"java.lang.String\"}]}",
                "{\"response\":[{\"type\":\"Refused\"}]}",
                "{\"response\":[{\"type\":\"Refused\",\"why\":7}]}",
                "{\"response\":[{\"type\":\"Refused\",\"why\":\"too long a reason\"}]}"
            })
    void read_noListOfVerdicts_isRefusedWithThePlace(String text) {
        OutputType type = OutputType.of(new TypeReference<List<Verdict>>() {}.getType());

        assertThatThrownBy(() -> type.read(text)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void read_sealedInterface_hasItsComponentsAndNothingElse() throws Exception {
        assertThat(OutputType.of(Verdict.class).read("{\"response\":{\"type\":\"Refused\",\"why\":\"x\",\"more\":1}}"))
                .isEqualTo(Json.read("{\"type\":\"Refused\",\"why\":\"x\"}"));
    }

    sealed interface Unit {

        enum Length implements Unit {
            KM
        }
    }

    sealed interface Twins {

        record Result(int a) implements Twins {}

        final class Inner {
            record Result(int c) implements Twins {}
        }
    }

    sealed interface Event {

        record Refund(String type, int amount) implements Event {}
    }

    sealed interface Named {

        @JsonTypeName("short")
        record Short(int length) implements Named {}
    }

    /** Read from a text, as its annotation says. */
    sealed interface Code {

        record Plain(@JsonValue String text) implements Code {}

        @JsonCreator
        static Code of(String text) {
            return new Plain(text);
        }
    }

    record Moved(Unit.Length unit, Verdict.Refused refusal) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Unit  | Length is not read from a JSON object
                    Twins | permits two classes with the JSON name Result
                    Event | Refund has a component "type"
                    """)
    void of_sealedTypeThatJsonCanNotTellApart_isRefused(String type, String why) throws Exception {
        Class<?> sealed = Class.forName(getClass().getName() + "$" + type);

        assertThatThrownBy(() -> OutputType.of(sealed))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining(why);
    }

    static final class Left {
        record Tree(@Nullable Tree left) {}
    }

    static final class Right {
        record Tree(@Nullable Tree right) {}
    }

    record Forest(Left.Tree left, Right.Tree right) {}

    @Test
    void strictSchema_twoRecordsOfOneName_areTwoDefinitions() {
        ObjectNode schema = OutputType.of(Forest.class).strictSchema();
        ObjectNode wrapped =
                OutputType.of(new TypeReference<List<Forest>>() {}.getType()).strictSchema();

        assertThat(wrapped.path("$defs")).hasSize(2);
        assertThat(schema.path("$defs")).hasSize(2);
        assertThat(schema.at("/properties/left/$ref")).isNotEqualTo(schema.at("/properties/right/$ref"));
    }

    @Test
    void of_optional_isRefused() {
        assertThatThrownBy(() -> OutputType.of(new TypeReference<Optional<Integer>>() {}.getType()))
                .hasMessageContaining("use the type inside the Optional");
    }

    @Test
    void read_sealedTypeThatSaysHowItIsRead_isReadLikeThat() throws Exception {
        assertThat(OutputType.of(Named.class).read("{\"response\":{\"type\":\"short\",\"length\":1}}"))
                .isEqualTo(Json.read("{\"type\":\"short\",\"length\":1}"));
        assertThat(OutputType.of(Code.class).read("{\"response\":\"x\"}")).isEqualTo(Json.read("\"x\""));
    }

    /** If the sealed type itself is not declared, no discriminator is needed. */
    @Test
    void strictSchema_componentsThatImplementASealedInterface_haveNoNameOfTheirClass() throws Exception {
        assertThat(OutputType.of(Moved.class).strictSchema()).isEqualTo(Json.read("""
                {"type": "object", "additionalProperties": false, "required": ["unit", "refusal"],
                 "properties": {
                   "unit": {"type": "string", "enum": ["KM"]},
                   "refusal": {"type": "object", "properties": {"why": {"type": "string"}}, "required": ["why"],
                               "additionalProperties": false}}}
                """));
    }

    @Test
    void check_whatAToolReturned_needsNoObjectAroundIt() throws Exception {
        OutputType list = OutputType.of(new TypeReference<List<String>>() {}.getType());
        OutputType record = OutputType.of(Plain.class);
        JsonNode plain = Json.read("{\"answer\":\"yes\",\"confidence\":0.5}");

        assertThat(list.check(Json.read("[\"a\"]"))).isEqualTo(Json.read("[\"a\"]"));
        assertThat(list.check(TextNode.valueOf("{\"response\":[\"a\"]}"))).isEqualTo(Json.read("[\"a\"]"));
        assertThat(OutputType.of(Kind.class).check(TextNode.valueOf("ONE"))).isEqualTo(TextNode.valueOf("ONE"));
        assertThat(record.check(plain)).isEqualTo(plain);
        assertThat(record.check(TextNode.valueOf(plain.toString()))).isEqualTo(plain);
        assertThatThrownBy(() -> record.check(Json.read("[1]"))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> list.check(Json.read("[1]"))).isInstanceOf(InvalidRequestException.class);
        assertThat(list.read(list.text(Json.read("[\"a\"]")))).isEqualTo(Json.read("[\"a\"]"));
        assertThat(record.read(record.text(plain))).isEqualTo(plain);
    }

    @Test
    void read_limitOfAnElement_isHeldAndItsPlaceTold() {
        OutputType type = OutputType.of(new TypeReference<List<Ticket>>() {}.getType());

        assertThatThrownBy(() -> type.read("{\"response\":[{\"priority\":\"x\",\"code\":\"a\",\"other\":\"b\"}]}"))
                .hasMessageContaining("response.0.code");
    }

    @Test
    void read_furtherProperties_areLeftOut() {
        assertThat(OutputType.of(Plain.class)
                        .read("{\"answer\":\"a\",\"confidence\":1,\"more\":2}")
                        .has("more"))
                .isFalse();
    }

    /** A record as it appears in a native executable without registered components. */
    @ParameterizedTest
    @ValueSource(classes = {Empty.class, Bill.class})
    void of_recordWithoutComponents_saysSoAndHowANativeExecutableGetsThem(Class<? extends Record> type) {
        assertThatThrownBy(() -> OutputType.of(type))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("has no components")
                .hasMessageContaining("@RegisterForReflection(registerFullHierarchy = true)")
                .hasMessageNotContaining("map");
    }
}
