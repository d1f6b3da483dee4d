package io.agencyswarm.model.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.usage.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerEventsTest {

    private static final TokenUsage USAGE = new TokenUsage(12, 4, 3, 7, 5L, 19);

    private final AnswerEvents answer = new AnswerEvents("gpt-x");
    private final List<ModelEvent> events = new ArrayList<>();

    @Test
    void text_twoPieces_areWrittenAsTheResponsesApiDoes() {
        add(answer.begin(), answer.text("Hello "), answer.text("you"), answer.complete(USAGE));

        assertThat(types())
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
        assertThat(json(4).path("delta").asText()).isEqualTo("Hello ");
        assertThat(json(6).path("text").asText()).isEqualTo("Hello you");
        assertThat(json(8).at("/item/content/0/text").asText()).isEqualTo("Hello you");
        assertThat(json(8).at("/item/status").asText()).isEqualTo("completed");
        assertThat(json(9).at("/response/output/0")).isEqualTo(json(8).path("item"));
        assertThat(json(9).at("/response/model").asText()).isEqualTo("gpt-x");
    }

    @Test
    void text_eachPiece_isAnEventAtOnce() {
        answer.begin();

        assertThat(answer.text("a")).hasSize(3);
        assertThat(answer.text("b")).hasSize(1);
        assertThat(answer.text("")).isEmpty();
    }

    @Test
    void anyAnswer_sequenceNumbers_countUpFromZero() {
        add(answer.begin(), answer.reasoning("r"), answer.text("t"), answer.call(0, "c", "add", "{}"));
        add(answer.complete(USAGE));

        assertThat(IntStream.range(0, events.size())
                        .mapToObj(i -> json(i).path("sequence_number").asInt(-1)))
                .containsExactlyElementsOf(
                        IntStream.range(0, events.size()).boxed().toList());
    }

    @Test
    void anyAnswer_eventsOfOneItem_carryItsIdAndItsPlace() {
        add(answer.reasoning("r"), answer.text("t"), answer.call(0, "c", "add", "{}"), answer.complete(USAGE));

        JsonNode output = json(events.size() - 1).at("/response/output");
        assertThat(output).hasSize(3);
        assertThat(output.findValuesAsText("id")).doesNotHaveDuplicates();
        for (ModelEvent event : events) {
            JsonNode json = Json.readOwn(event.json());
            if (json.has("output_index")) {
                assertThat(event.itemId())
                        .as(event.type())
                        .isEqualTo(output.get(json.path("output_index").intValue())
                                .path("id")
                                .asText());
            }
        }
    }

    @Test
    void reasoning_thenText_endsBeforeTheText() {
        add(answer.reasoning("Let me "), answer.reasoning("see."), answer.text("Four"));

        assertThat(types())
                .containsExactly(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta");
        assertThat(json(6).at("/item/summary/0/text").asText()).isEqualTo("Let me see.");
        assertThat(json(6).path("item").has("encrypted_content")).isFalse();
    }

    @Test
    void endReasoning_withASignature_isKeptInTheItem() {
        add(answer.reasoning("Hm."), answer.endReasoning("c2ln"));

        assertThat(json(events.size() - 1).at("/item/encrypted_content").asText())
                .isEqualTo("c2ln");
    }

    @Test
    void endReasoning_signatureWithoutThoughts_isAnItemOfItsOwn() {
        add(answer.endReasoning("c2ln"));

        assertThat(types()).containsExactly("response.output_item.added", "response.output_item.done");
        assertThat(json(1).at("/item/summary")).isEmpty();
        assertThat(json(1).at("/item/encrypted_content").asText()).isEqualTo("c2ln");
    }

    @Test
    void endReasoning_nothingOpenAndNoSignature_givesNothing() {
        assertThat(answer.endReasoning(null)).isEmpty();
    }

    @Test
    void call_inPieces_isOneItemWithAllItsArguments() {
        add(answer.call(3, "c7", "add", ""), answer.call(3, "c7", "add", "{\"a\":"), answer.call(3, "", "", "1}"));
        add(answer.endCall(3), answer.endCall(3));

        assertThat(types())
                .containsExactly(
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done");
        assertThat(events.getFirst().callId()).isEqualTo("c7");
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        ModelEvent.ItemDone.class,
                        done -> assertThat(done.item()).isInstanceOfSatisfying(Item.FunctionCall.class, call -> {
                            assertThat(call.callId()).isEqualTo("c7");
                            assertThat(call.name()).isEqualTo("add");
                            assertThat(call.arguments()).isEqualTo("{\"a\":1}");
                        }));
    }

    @Test
    void call_withoutAnId_getsOneOfItsOwn() {
        add(answer.call(0, null, "now", ""), answer.call(1, "", "now", ""), answer.complete(USAGE));

        assertThat(json(events.size() - 1).at("/response/output").findValuesAsText("call_id"))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("call_"));
    }

    @Test
    void call_withoutArguments_hasAnEmptyObject() {
        add(answer.call(0, "c", "now", ""), answer.complete(USAGE));

        assertThat(json(events.size() - 1).at("/response/output/0/arguments").asText())
                .isEqualTo("{}");
    }

    @Test
    void call_besideAnother_piecesGoToTheirOwn() {
        add(answer.call(0, "a", "f", "{\"x\":"), answer.call(1, "b", "f", "{\"y\":"));
        add(answer.call(0, "a", "f", "1}"), answer.call(1, "b", "f", "2}"), answer.complete(USAGE));

        assertThat(json(events.size() - 1).at("/response/output").findValuesAsText("arguments"))
                .containsExactly("{\"x\":1}", "{\"y\":2}");
        assertThat(types().stream().filter("response.output_item.done"::equals)).hasSize(2);
    }

    @Test
    void text_thenCalls_areAllItemsInTheirOrder() {
        add(answer.text("Wait."), answer.call(0, "a", "f", "{}"), answer.call(1, "b", "g", "{}"));
        add(answer.complete(USAGE));

        assertThat(json(events.size() - 1).at("/response/output").findValuesAsText("type"))
                .containsExactly("message", "output_text", "function_call", "function_call");
    }

    @Test
    void complete_usage_comesBackAsItWent() {
        TokenUsage unknown = new TokenUsage(1, 0, 0, 2, null, 3);

        assertThat(usage(answer.complete(USAGE))).isEqualTo(USAGE);
        assertThat(usage(new AnswerEvents("m").complete(unknown))).isEqualTo(unknown);
    }

    @Test
    void incomplete_reason_isReported() {
        add(answer.text("cut"), answer.incomplete("max_output_tokens", USAGE, null));

        JsonNode last = json(events.size() - 1);
        assertThat(last.path("type").asText()).isEqualTo("response.incomplete");
        assertThat(last.at("/response/status").asText()).isEqualTo("incomplete");
        assertThat(last.at("/response/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(events.getLast()).isInstanceOf(ModelEvent.Completed.class);
    }

    @Test
    void begin_twoAnswers_haveIdsOfTheirOwn() {
        add(answer.begin(), new AnswerEvents("gpt-x").begin());

        assertThat(json(0).at("/response/id").asText())
                .startsWith("resp_")
                .isEqualTo(json(1).at("/response/id").asText())
                .isNotEqualTo(json(2).at("/response/id").asText());
    }

    @SafeVarargs
    private void add(List<ModelEvent>... more) {
        for (List<ModelEvent> some : more) {
            events.addAll(some);
        }
    }

    private List<String> types() {
        return events.stream().map(ModelEvent::type).toList();
    }

    private JsonNode json(int index) {
        return Json.readOwn(events.get(index).json());
    }

    private static TokenUsage usage(List<ModelEvent> answer) {
        return ((ModelEvent.Completed) answer.getLast()).usage();
    }
}
