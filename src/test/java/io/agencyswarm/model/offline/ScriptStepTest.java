package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptStepTest {

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of("text a b", text("a ", "b")),
                Arguments.of("  text a  b \n", text("a ", " ", "b")),
                Arguments.of("text a\nb c", text("a\nb ", "c")),
                Arguments.of("say 2", text("w1 ", "w2 ")),
                Arguments.of("say 0", text()),
                Arguments.of("say 1 every 20ms", new ScriptStep.TextAnswer(List.of("w1 "), Duration.ofMillis(20))),
                Arguments.of("call f", new ScriptStep.Calls(List.of(new ScriptStep.Call("f", "{}")))),
                Arguments.of(
                        "call f  {\"a\": 1} ", new ScriptStep.Calls(List.of(new ScriptStep.Call("f", "{\"a\": 1}")))),
                Arguments.of("call f not json", new ScriptStep.Calls(List.of(new ScriptStep.Call("f", "not json")))),
                Arguments.of(
                        "call f {\"a\":\"b & c\"} & call g & h 7",
                        new ScriptStep.Calls(List.of(
                                new ScriptStep.Call("f", "{\"a\":\"b & c\"}"),
                                new ScriptStep.Call("g", "{}"),
                                new ScriptStep.Call("h", "7")))),
                Arguments.of("reason why not | text a", new ScriptStep.ReasoningStep("why not", text("a"))),
                Arguments.of("reason | text a", text("a")),
                Arguments.of("reason why | fail 500", new ScriptStep.Fail(500)),
                Arguments.of("fail 429", new ScriptStep.Fail(429)),
                Arguments.of("broken", new ScriptStep.Broken()),
                Arguments.of("drop", new ScriptStep.Drop()),
                Arguments.of("hang", new ScriptStep.Hang()));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void parse_step_isRead(String text, ScriptStep expected) {
        assertThat(ScriptStep.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "TEXT a",
                "hello",
                "say",
                "say x",
                "say -1",
                "say 3 every ms",
                "say 99999999",
                "fail 1",
                "fail 4290",
                "broken now",
                "call",
                "reason why",
                "reason why | hello",
                "reason a | reason b | text c"
            })
    void parse_otherText_isNoStep(String text) {
        assertThat(ScriptStep.parse(text)).isEmpty();
    }

    @Test
    void parse_moreCallsThanAllowed_isNoStep() {
        assertThat(ScriptStep.parse("call f" + "&f".repeat(999))).isPresent();
        assertThat(ScriptStep.parse("call f" + "&f".repeat(1_000))).isEmpty();
    }

    @Test
    void parse_deeplyNestedReasons_doesNotOverflow() {
        assertThat(ScriptStep.parse("reason a|".repeat(100_000) + "text b")).isEmpty();
    }

    @Test
    void filled_textWithPlaces_putsOutputIntoEach() {
        assertThat(ScriptStep.TextAnswer.of("It is ${output}, ${output}.").fill("a b"))
                .isEqualTo(text("It ", "is ", "a ", "b, ", "a ", "b."));
    }

    @Test
    void filled_outputThatLooksLikeAPlace_isNotFilledAgain() {
        assertThat(String.join(
                        "",
                        ScriptStep.TextAnswer.of("${output}")
                                .fill("${output}$1")
                                .words()))
                .isEqualTo("${output}$1");
    }

    @Test
    void filled_arguments_areEscaped() {
        ScriptStep step =
                ScriptStep.parse("call f {\"a\":\"${output}\"}").orElseThrow().fill("say \"x\"\n\\");

        assertThat(step)
                .isEqualTo(new ScriptStep.Calls(List.of(new ScriptStep.Call("f", "{\"a\":\"say \\\"x\\\"\\n\\\\\"}"))));
    }

    @Test
    void filled_reasonedText_isFilled() {
        assertThat(new ScriptStep.ReasoningStep("${output}", ScriptStep.TextAnswer.of("${output}")).fill("x"))
                .isEqualTo(new ScriptStep.ReasoningStep("${output}", text("x")));
    }

    @Test
    void filled_resultTooLong_staysAsItWas() {
        ScriptStep.TextAnswer places = ScriptStep.TextAnswer.of("${output} ".repeat(1_000));

        assertThat(places.fill("x".repeat(100_000))).isEqualTo(places);
    }

    @Test
    void say_manyWords_areCountedFromOne() {
        ScriptStep.TextAnswer answer =
                (ScriptStep.TextAnswer) ScriptStep.parse("say 1000").orElseThrow();

        assertThat(answer.words())
                .isEqualTo(IntStream.rangeClosed(1, 1_000)
                        .mapToObj(number -> "w" + number + " ")
                        .toList());
    }

    private static ScriptStep.TextAnswer text(String... words) {
        return new ScriptStep.TextAnswer(List.of(words), Duration.ZERO);
    }
}
