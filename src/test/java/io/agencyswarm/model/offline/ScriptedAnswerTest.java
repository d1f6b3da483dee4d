package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
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
    void text_twoWords_reportsEventsOfApiInOrder() throws IOException {
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
        List<ScriptedEvent> events = play("reason x | call f {} & g");

        for (int i = 0; i < events.size(); i++) {
            assertThat(read(events.get(i)).path("sequence_number").asInt(-1)).isEqualTo(i);
        }
    }

    @Test
    void say_pace_isBetweenWordsOnly() {
        List<Duration> pauses = play("say 3 every 20ms").stream()
                .map(scriptedEvent -> ((ScriptedEvent.Event) scriptedEvent).after())
                .toList();

        assertThat(pauses)
                .isEqualTo(IntStream.range(0, 11)
                        .mapToObj(i -> i == 5 || i == 6 ? Duration.ofMillis(20) : Duration.ZERO)
                        .toList());
    }

    @Test
    void calls_two_haveIdsIndexesAndTokensOfTheirOwn() throws IOException {
        List<ScriptedEvent> events = play("call f {\"a\":12345} & g");
        JsonNode response = read(events.getLast()).path("response");

        assertThat(types(events.subList(2, 7)))
                .containsExactly(
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done");
        assertThat(read(events.get(7)).path("output_index").asInt()).isEqualTo(1);
        assertThat(response.path("output").findValuesAsText("call_id"))
                .containsExactly("call_00000002", "call_00000004");
        assertThat(response.path("output").findValuesAsText("arguments")).containsExactly("{\"a\":12345}", "{}");
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(3 + 1);
    }

    @Test
    void calls_argumentsBeyondAscii_areNotCutWithinALetter() throws IOException {
        List<ScriptedEvent> events = play("call f 😀😀😀");

        assertThat(read(events.get(3)).path("delta").asText()
                        + "|"
                        + read(events.get(4)).path("delta").asText())
                .isEqualTo("😀|😀😀");
    }

    @Test
    void reasoned_text_putsTheSummaryFirst() throws IOException {
        List<ScriptedEvent> events = play("reason hm so | text a");

        assertThat(types(events.subList(2, 9)))
                .containsExactly(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added");
        assertThat(read(events.get(4)).path("delta").asText()).isEqualTo("hm so");
        assertThat(read(events.get(10)).path("output_index").asInt()).isEqualTo(1);
        assertThat(read(events.getLast()).at("/response/output/0/type").asText())
                .isEqualTo("reasoning");
    }

    @Test
    void broken_endsWithTheFailure() throws IOException {
        List<ScriptedEvent> events = play("broken");

        assertThat(types(events)).endsWith("response.output_text.delta", "response.failed");
        assertThat(read(events.getLast()).at("/response/error/message").asText())
                .isEqualTo("The test broke.");
    }

    @Test
    void drop_answer_cutsConnectionAfterThreeWords() throws IOException {
        List<ScriptedEvent> events = play("drop");

        assertThat(types(events.subList(4, 7))).containsOnly("response.output_text.delta");
        assertThat(events.subList(7, events.size())).containsExactly(new ScriptedEvent.Cut());
    }

    @Test
    void hang_answer_isSilentAfterFirstEvent() throws IOException {
        List<ScriptedEvent> events = play("hang");

        assertThat(types(events.subList(0, 2))).isEqualTo(OPENING);
        assertThat(events.subList(2, events.size())).containsExactly(new ScriptedEvent.Silence());
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

    private static List<ScriptedEvent> play(String step) {
        List<ScriptedEvent> events = new ArrayList<>();
        answer(step, Json.object()).forEachRemaining(events::add);
        return events;
    }

    private static ScriptedAnswer answer(String step, ObjectNode request) {
        Item system =
                Item.of(Json.object().put("role", "system").put("content", "s")).orElseThrow();
        ScriptedRequest exchange =
                new ScriptedRequest("resp_1", "test", request, List.of(system, Item.userMessage(step)));
        return new ScriptedAnswer((ScriptStep.AnswerStep) ScriptStep.parse(step).orElseThrow(), exchange, new Ids());
    }

    private static List<String> types(List<ScriptedEvent> events) throws IOException {
        List<String> types = new ArrayList<>();
        for (ScriptedEvent scriptedEvent : events) {
            assertThat(read(scriptedEvent).path("type").asText())
                    .isEqualTo(((ScriptedEvent.Event) scriptedEvent).type());
            types.add(((ScriptedEvent.Event) scriptedEvent).type());
        }
        return types;
    }

    private static JsonNode read(ScriptedEvent scriptedEvent) throws IOException {
        return Json.read(json(scriptedEvent));
    }

    private static String json(ScriptedEvent scriptedEvent) {
        return new String(((ScriptedEvent.Event) scriptedEvent).json(), StandardCharsets.UTF_8);
    }
}
