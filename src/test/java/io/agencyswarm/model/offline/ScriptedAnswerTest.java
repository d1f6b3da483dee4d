package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedAnswerTest {

    private static final List<String> OPENING = List.of("response.created", "response.in_progress");

    @Test
    void text_twoWords_tellsTheEventsOfTheApiInOrder() throws IOException {
        assertThat(types(play("text a b")))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
    }

    @Test
    void text_delta_isWrittenAsTheApiDoes() {
        assertThat(json(play("text a b").get(4)))
                .isEqualTo("{\"content_index\":0,\"delta\":\"a \",\"item_id\":\"msg_00000001\",\"logprobs\":[],"
                        + "\"output_index\":0,\"sequence_number\":4,\"type\":\"response.output_text.delta\"}");
    }

    @Test
    void text_whole_carriesTextItemAndUsage() throws IOException {
        JsonNode response = read(play("text a b").getLast()).path("response");

        assertThat(response.path("id").asText()).isEqualTo("resp_1");
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("a b");
        assertThat(response.at("/usage/input_tokens").asInt()).isEqualTo(10);
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(2);
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(12);
    }

    @Test
    void events_anyAnswer_areNumberedFromZero() throws IOException {
        List<Beat> beats = play("reason x | call f {} & g");

        for (int i = 0; i < beats.size(); i++) {
            assertThat(read(beats.get(i)).path("sequence_number").asInt(-1)).isEqualTo(i);
        }
    }

    @Test
    void say_pace_isBetweenWordsOnly() {
        List<Duration> pauses = play("say 3 every 20ms").stream()
                .map(beat -> ((Beat.Event) beat).after())
                .toList();

        assertThat(pauses)
                .isEqualTo(IntStream.range(0, 11)
                        .mapToObj(i -> i == 5 || i == 6 ? Duration.ofMillis(20) : Duration.ZERO)
                        .toList());
    }

    @Test
    void calls_two_haveIdsIndexesAndTokensOfTheirOwn() throws IOException {
        List<Beat> beats = play("call f {\"a\":12345} & g");
        JsonNode response = read(beats.getLast()).path("response");

        assertThat(types(beats.subList(2, 7)))
                .containsExactly(
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done");
        assertThat(read(beats.get(7)).path("output_index").asInt()).isEqualTo(1);
        assertThat(response.path("output").findValuesAsText("call_id"))
                .containsExactly("call_00000002", "call_00000004");
        assertThat(response.path("output").findValuesAsText("arguments")).containsExactly("{\"a\":12345}", "{}");
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(3 + 1);
    }

    @Test
    void calls_argumentsBeyondAscii_areNotCutWithinALetter() throws IOException {
        List<Beat> beats = play("call f 😀😀😀");

        assertThat(read(beats.get(3)).path("delta").asText()
                        + "|"
                        + read(beats.get(4)).path("delta").asText())
                .isEqualTo("😀|😀😀");
    }

    @Test
    void reasoned_text_putsTheSummaryFirst() throws IOException {
        List<Beat> beats = play("reason hm so | text a");

        assertThat(types(beats.subList(2, 9)))
                .containsExactly(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added");
        assertThat(read(beats.get(4)).path("delta").asText()).isEqualTo("hm so");
        assertThat(read(beats.get(10)).path("output_index").asInt()).isEqualTo(1);
        assertThat(read(beats.getLast()).at("/response/output/0/type").asText()).isEqualTo("reasoning");
    }

    @Test
    void broken_endsWithTheFailure() throws IOException {
        List<Beat> beats = play("broken");

        assertThat(types(beats)).endsWith("response.output_text.delta", "response.failed");
        assertThat(read(beats.getLast()).at("/response/error/message").asText()).isEqualTo("The test broke.");
    }

    @Test
    void drop_isCutAfterThreeWords() throws IOException {
        List<Beat> beats = play("drop");

        assertThat(types(beats.subList(4, 7))).containsOnly("response.output_text.delta");
        assertThat(beats.subList(7, beats.size())).containsExactly(new Beat.Cut());
    }

    @Test
    void hang_isSilentAfterTheOpening() throws IOException {
        List<Beat> beats = play("hang");

        assertThat(types(beats.subList(0, 2))).isEqualTo(OPENING);
        assertThat(beats.subList(2, beats.size())).containsExactly(new Beat.Silence());
    }

    @Test
    void next_afterTheEnd_isRefused() {
        ScriptedAnswer answer = answer("say 0", Json.object());
        answer.forEachRemaining(_ -> {});

        assertThatThrownBy(answer::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void response_requestFields_areRepeatedAndOthersHaveTheirDefaults() throws IOException {
        ObjectNode request =
                Json.object().put("model", "gpt-x").put("temperature", 0.5).put("instructions", "Be.");

        JsonNode response = read(answer("text a", request).next()).path("response");

        assertThat(response.path("model").asText()).isEqualTo("gpt-x");
        assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.path("instructions").asText()).isEqualTo("Be.");
        assertThat(response.path("tool_choice").asText()).isEqualTo("auto");
        assertThat(response.path("usage").isNull()).isTrue();
    }

    private static List<Beat> play(String step) {
        List<Beat> beats = new ArrayList<>();
        answer(step, Json.object()).forEachRemaining(beats::add);
        return beats;
    }

    private static ScriptedAnswer answer(String step, ObjectNode request) {
        Item system =
                Item.of(Json.object().put("role", "system").put("content", "s")).orElseThrow();
        ScriptedRequest exchange =
                new ScriptedRequest("resp_1", "test", request, List.of(system, Item.userMessage(step)));
        return new ScriptedAnswer((ScriptStep.Answered) ScriptStep.parse(step).orElseThrow(), exchange, new Ids());
    }

    private static List<String> types(List<Beat> beats) throws IOException {
        List<String> types = new ArrayList<>();
        for (Beat beat : beats) {
            assertThat(read(beat).path("type").asText()).isEqualTo(((Beat.Event) beat).type());
            types.add(((Beat.Event) beat).type());
        }
        return types;
    }

    private static JsonNode read(Beat beat) throws IOException {
        return Json.read(json(beat));
    }

    private static String json(Beat beat) {
        return new String(((Beat.Event) beat).json(), StandardCharsets.UTF_8);
    }
}
