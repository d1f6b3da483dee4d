package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.QueryParameters;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.testing.Steps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ResponsesReaderTest {

    private static final String KEY = "sk-own-1234";

    private static final String CREATED = "{'type':'response.created','response':{'id':'resp_1','output':[]}}";
    private static final String COMPLETED = "{'type':'response.completed','response':{'id':'resp_1','output':[]}}";
    private static final String CALL_A =
            "{'type':'function_call','id':'fc_a','call_id':'a','name':'add','arguments':'{\\'n\\':1}'}";
    private static final String CALL_B =
            "{'type':'function_call','id':'fc_b','call_id':'b','name':'add','arguments':'{\\'n\\':2}'}";

    private final ResponsesReader reader = new ResponsesReader(new OpenAiTarget(
            "http://127.0.0.1/v1", "OPENAI_BASE_URL", false, KEY, Map.of(), QueryParameters.NONE, List.of()));

    @Test
    void read_openAisStream_continuesByteForByte() {
        String[] event = {
            CREATED,
            "{'type':'response.output_item.added','output_index':0,'item':{'type':'reasoning','id':'rs_1'}}",
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning','id':'rs_1','summary':[]}}",
            "{'type':'response.output_item.added','output_index':1,'item':" + message("msg_1", "") + "}",
            text("msg_1", 1, "Hi"),
            "{'type':'response.output_text.done','item_id':'msg_1','output_index':1,'content_index':0,'text':'Hi'}",
            done(1, message("msg_1", "Hi")),
            "{'type':'response.output_item.added','output_index':2,'item':" + CALL_A.replace("{\\'n\\':1}", "") + "}",
            "{'type':'response.function_call_arguments.delta','item_id':'fc_a','output_index':2,'delta':'{\\'n\\':1}'}",
            done(2, CALL_A),
            completed("{'type':'reasoning','id':'rs_1','summary':[]}", message("msg_1", "Hi"), CALL_A)
        };

        List<ModelEvent> events = read(event);

        assertThat(events).extracting(ResponsesReaderTest::text).containsExactly(quoted(event));
    }

    @Test
    void read_itemsThatStandInTheLastEventAlone_areGivenOutBeforeIt() {
        List<ModelEvent> events = read(CREATED, completed(message("msg_1", "Hi"), CALL_A));

        assertThat(types(events))
                .containsExactly(
                        "response.created",
                        "response.output_item.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.get(1).json()).asString().contains("\"output_index\":0");
        assertThat(events.get(2).json()).asString().contains("\"output_index\":1");
        assertThat(said(events)).containsExactly("Hi", "a {\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_item.done','output_index':0,'item':" + CALL_A + "}",
                "{'type':'response.output_item.done','item':" + CALL_A + "}",
                // Servers whose ids differ between events, or that send no indexes.
                "{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call','id':'fc_x',"
                        + "'call_id':'x','name':'add','arguments':'{\\'n\\':1}'}}",
                "{'type':'response.output_item.done','item':{'type':'function_call','id':'fc_x','call_id':'a',"
                        + "'name':'add','arguments':'{\\'n\\': 1}'}}",
                "{'type':'response.output_item.done','item':{'type':'function_call','name':'add',"
                        + "'arguments':{'n':1}}}"
            })
    void read_oneOfTwoItemsIsDone_onlyTheOtherIsGivenOut(String first) {
        List<ModelEvent> events = read(CREATED, first, completed(CALL_A, CALL_B));

        assertThat(said(events)).hasSize(2).last().isEqualTo("b {\"n\":2}");
    }

    @Test
    void read_secondOfTwoEqualCallsStandsInTheLastEventAlone_isGivenOut() {
        String duplicate = CALL_A.replace("fc_a", "fc_c");

        assertThat(said(read(done(0, CALL_A), completed(CALL_A, duplicate)))).hasSize(2);
        assertThat(said(read(done(0, CALL_A), done(1, duplicate), completed(CALL_A, duplicate))))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COMPLETED,
                "{'type':'response.completed'}",
                "{'type':'response.completed','response':{'output':null}}"
            })
    void read_textInPiecesAlone_becomesAMessage(String end) {
        assertThat(said(read(text("msg_1", 0, "Fair "), text("msg_1", 0, "enough."), end)))
                .containsExactly("Fair enough.");
        assertThat(said(read(
                        "{'type':'response.output_text.done','item_id':'msg_1','output_index':0,'text':'Fair.'}", end)))
                .containsExactly("Fair.");
        assertThat(said(read(
                        text("msg_1", 0, "Fair"),
                        "{'type':'response.output_text.done','item_id':'msg_1','output_index':0,'text':'Fair.'}",
                        end)))
                .containsExactly("Fair.");
        assertThat(said(read(
                        "{'type':'response.output_text.delta','delta':'Fa'}",
                        "{'type':'response.output_text.delta','delta':'ir.'}",
                        end)))
                .containsExactly("Fair.");
        assertThat(said(read("{'type':'response.refusal.delta','item_id':'m','delta':'No.'}", end)))
                .containsExactly("No.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'content':[]", "'content':null", "'content':[{'type':'output_text','text':''}]", "'x':1"})
    void read_wholeMessageWithoutItsText_hasThatOfItsPieces(String content) {
        String whole = "{'type':'message','id':'msg_1','role':'assistant'," + content + "}";

        assertThat(said(read(text("msg_1", 0, "Fair "), text("msg_1", 0, "enough."), done(0, whole), COMPLETED)))
                .containsExactly("Fair enough.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'arguments':''", "'arguments':null", "'arguments':{}", "'x':1"})
    void read_wholeCallWithoutItsArguments_hasThoseOfItsPieces(String arguments) {
        String whole = "{'type':'function_call','id':'fc_a','call_id':'a','name':'add'," + arguments + "}";
        String event = "{'type':'response.function_call_arguments.%s','item_id':'fc_a','output_index':0,'%s':%s}";

        assertThat(said(read(event.formatted("delta", "delta", "'{\\'n\\':1}'"), done(0, whole), COMPLETED)))
                .containsExactly("a {\"n\":1}");
        assertThat(said(read(event.formatted("done", "arguments", "{'n':1}"), done(0, whole), COMPLETED)))
                .containsExactly("a {\"n\":1}");
    }

    @Test
    void read_wholeItemIsBareAndTheLastEventHasIt_isGivenOutThen() {
        String call = CALL_A.replace("{\\'n\\':1}", "");

        assertThat(said(read(done(0, call), completed(CALL_A)))).containsExactly("a {\"n\":1}");
        assertThat(said(read(done(0, call), COMPLETED))).containsExactly("a {}");
        assertThat(said(read(done(0, message("msg_1", "")), completed(message("msg_1", "Hi")))))
                .containsExactly("Hi");
        assertThat(said(read(done(0, message("msg_1", "")), done(1, CALL_A), COMPLETED)))
                .containsExactlyInAnyOrder("", "a {\"n\":1}");
    }

    @Test
    void read_sameItemIsDoneTwice_isOneItem() {
        assertThat(said(read(done(0, CALL_A), done(0, CALL_A), completed(CALL_A))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'role':null,", "'role':'model',", "'role':'',", ""})
    void read_messageWithoutItsRole_isTheAssistants(String role) {
        List<ModelEvent> events = read(done(0, message("msg_1", "Hi").replace("'role':'assistant',", role)), COMPLETED);

        assertThat(said(events)).containsExactly("Hi");
        assertThat(((ModelEvent.ItemDone) events.getFirst()).item())
                .isInstanceOfSatisfying(
                        Item.Message.class, item -> assertThat(item.role()).isEqualTo("assistant"));
    }

    @Test
    void read_severalMessagesInPiecesAlone_staySeveral() {
        List<ModelEvent> events =
                read(text("msg_1", 0, "One."), text("msg_2", 1, "Two."), text("msg_1", 0, "!"), COMPLETED);

        assertThat(said(events)).containsExactly("One.!", "Two.");
    }

    @Test
    void read_idsThatChangeWithEachEvent_areOneItemByItsPlace() {
        String added = "{'type':'response.output_item.added','output_index':0,'item':" + message("msg_w", "") + "}";

        assertThat(said(read(added, text("msg_x", 0, "A"), text("msg_y", 0, "B"), COMPLETED)))
                .containsExactly("AB");
        assertThat(said(read(
                        added,
                        text("msg_x", 0, "A"),
                        text("msg_y", 0, "B"),
                        done(0, message("msg_z", "AB")),
                        completed(message("msg_v", "AB")))))
                .containsExactly("AB");
    }

    @Test
    void read_textThatIsWholeInTheLastEvent_isNotSaidTwice() {
        assertThat(said(read(text("msg_1", 0, "Hi"), completed(message("msg_1", "Hi")))))
                .containsExactly("Hi");
        assertThat(said(read(text("other", 0, "Hi"), completed(message("msg_1", "Hi")))))
                .containsExactly("Hi");
        assertThat(said(read("{'type':'response.output_text.delta','delta':'H'}", completed(message("msg_1", "Hi")))))
                .containsExactly("Hi");
    }

    @Test
    void read_callInPiecesAlone_becomesACall() {
        String added = "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call',"
                + "'id':'fc_1','call_id':'c1','name':'add','arguments':''}}";
        String pieces = "{'type':'response.function_call_arguments.delta','item_id':'fc_1','output_index':0,"
                + "'delta':'{\\'n\\':'}";

        assertThat(said(read(added, pieces, pieces.replace("{\\'n\\':", "1}"), COMPLETED)))
                .containsExactly("c1 {\"n\":1}");
        assertThat(said(read(
                        added,
                        "{'type':'response.function_call_arguments.done','item_id':'fc_1','arguments':'{\\'n\\':2}'}",
                        COMPLETED)))
                .containsExactly("c1 {\"n\":2}");
        assertThat(said(read(added, COMPLETED))).containsExactly("c1 {}");
    }

    @Test
    void read_callInPiecesOfACutAnswer_isIncomplete() {
        List<ModelEvent> events = read(
                "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','id':'fc_1',"
                        + "'call_id':'c1','name':'add','arguments':''}}",
                "{'type':'response.function_call_arguments.delta','item_id':'fc_1','delta':'{\\'n'}",
                "{'type':'response.incomplete','response':{'incomplete_details':{'reason':'max_output_tokens'}}}");

        assertThat(items(events))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.json().path("status").asText()).isEqualTo("incomplete"));
    }

    @Test
    void read_callsInAnotherForm_areAlikeInBothEvents() {
        String call = "{'type':'function_call','id':'','name':'add','arguments':{'n':1.10}}";

        List<ModelEvent> events = read(done(0, call), completed(call));

        JsonNode input = Json.readOwn(events.getFirst().json()).path("item");
        assertThat(input.path("arguments").textValue()).isEqualTo("{\"n\":1.10}");
        assertThat(input.path("call_id").textValue()).startsWith("call_");
        assertThat(Json.readOwn(events.getLast().json()).at("/response/output/0/call_id"))
                .isEqualTo(input.path("call_id"));
        assertThat(Json.readOwn(events.getLast().json()).at("/response/output/0/arguments"))
                .isEqualTo(input.path("arguments"));
        assertThat(items(events)).hasSize(1);
    }

    @Test
    void read_wholeAnswer_isReadAsAStream() {
        List<ModelEvent> events = read("{\n 'id':'resp_1','object':'response','status':'completed','error':null,\n"
                + "'output':[" + message("msg_1", "Hi") + "],'usage':{'input_tokens':3,'output_tokens':1}}");

        assertThat(types(events))
                .containsExactly("response.created", "response.output_item.done", "response.completed");
        assertThat(said(events)).containsExactly("Hi");
        assertThat(((ModelEvent.Completed) events.getLast()).usage().inputTokens())
                .isEqualTo(3);
        assertThat(Json.readOwn(events.getFirst().json()).at("/response/output"))
                .isEmpty();
    }

    @Test
    void read_wholeAnswerThatIsIncomplete_wasCutShort() {
        List<ModelEvent> events = read("{'object':'response','status':'incomplete','incomplete_details':{'reason':"
                + "'max_output_tokens'},'output':[" + message("msg_1", "Hi") + "]}");

        assertThat(events.getLast().type()).isEqualTo("response.incomplete");
        assertThat(((ModelEvent.Completed) events.getLast()).incompleteReason()).isEqualTo("max_output_tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|{'type':'error','message':'went away','code':500}|went away",
                "|{'type':'error','error':{'message':'went away'}}|went away",
                "error|{'message':'went away','code':500}|went away",
                "error|{'type':'server_error','message':'went away'}|went away",
                "|{'error':{'message':'went away','type':'None','code':'400'}}|went away",
                "|{'error':'went away'}|went away",
                "|{'type':'response.error','message':'went away'}|went away",
                "|{'object':'error','message':'went away','type':'InternalServerError','code':500}|went away",
                "|[{'error':{'message':'went away'}}]|went away",
                "response.output_text.delta|{'type':'response.output_text.delta','error':{'message':'went away'}}|went away",
                "|{'type':'response.failed','response':{'error':{'code':'server_error','message':'went away'}}}|went away",
                "|{'type':'response.failed','response':{'error':{'code':'rate_limit_exceeded','message':null}}}|rate_limit_exceeded",
                "|{'type':'response.failed','response':{'error':{'code':'rate_limit_exceeded'}}}|rate_limit_exceeded",
                "|{'type':'response.failed','response':{'status':'failed','error':null}}|it did not say why",
                "|{'type':'response.failed'}|it did not say why",
                "|{'type':'response.failed','error':{'message':'went away'}}|went away",
                "error|{'type':'response.failed','response':{'error':{'message':'went away'}}}|went away",
                "response.failed|{'response':{'error':{'message':'went away'}}}|went away",
                "|{'type':'response.completed','response':{'status':'failed','error':{'message':'went away'}}}|went away",
                "|{'object':'response','status':'failed','error':{'message':'went away'},'output':[]}|went away",
                "|{'object':'response','status':'queued','error':null,'output':[]}|its answer is not finished (status queued)"
            })
    void read_failureInAnyForm_isReportedAsServerSaysIt(@Nullable String name, String event, String message) {
        reader.read(event(name, CREATED));
        reader.read(event(name, event));

        List<ModelEvent> events = drain();
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        ModelEvent.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo(message));
        assertThat(Json.readOwn(events.getLast().json()).path("type").isTextual())
                .as("clients need a type")
                .isTrue();
    }

    @Test
    void read_failureThatRepeatsKey_isReportedWithoutIt() {
        List<ModelEvent> events =
                read("{'type':'error','message':'Wrong key " + KEY + "','detail':{'a':['" + KEY + "']}}");

        assertThat(((ModelEvent.Failed) events.getLast()).message()).isEqualTo("Wrong key …");
        assertThat(text(events.getLast())).doesNotContain(KEY).contains("Wrong key …", "[\"…\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_text.delta','delta':'x','error':null}",
                "{'type':'keepalive','sequence_number':2}",
                "{'type':'ping'}",
                "{'type':'response.something.new','deep':{'error':{'message':'x'}}}",
                "{'type':'response.in_progress','response':{'error':null,'incomplete_details':null}}"
            })
    void read_eventThatIsNoFailure_continues(String event) {
        assertThat(read(event)).singleElement().satisfies(read -> {
            assertThat(read).isInstanceOf(ModelEvent.Forwarded.class);
            assertThat(text(read)).isEqualTo(quoted(event)[0]);
        });
    }

    @Test
    void read_typeInTheEventLineAlone_isTheEventsToo() {
        reader.read(event("response.output_text.delta", "{'item_id':'msg_1','output_index':0,'delta':'Hi'}"));
        reader.read(event("response.completed", "{'response':{'output':[]}}"));

        List<ModelEvent> events = drain();

        assertThat(said(events)).containsExactly("Hi");
        assertThat(Json.readOwn(events.getFirst().json()).path("type").asText())
                .isEqualTo("response.output_text.delta");
        assertThat(events.getLast()).isInstanceOf(ModelEvent.Completed.class);
    }

    @Test
    void read_doneMark_isNothing() {
        assertThat(read("[DONE]", " [DONE] ")).isEmpty();
    }

    @Test
    void read_openRoutersEnd_isAnEnd() {
        List<ModelEvent> events =
                read("{'type':'response.done','response':{'status':'completed','output':[" + CALL_A + "]}}");

        assertThat(types(events)).containsExactly("response.output_item.done", "response.completed");
        assertThat(events.getLast()).isInstanceOf(ModelEvent.Completed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "{'type':", "[]", "7", "null", "{'type':'response.completed','n':1e99999999999}"})
    void read_noEvent_isRefusedWithWhatItIs(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the model's server sent an event that is ")
                .hasMessageContaining(quoted(event)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'delta':'x'}", "{'type':null}"})
    void read_eventWithoutAType_isRefused(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "the model's server sent an event that is not part of an answer: \"" + quoted(event)[0] + "\"");
    }

    @ParameterizedTest
    @ValueSource(classes = {Pieces.class, Whole.class})
    void work_onAnAnswerOfTwiceTheSize_isTwiceAsMuch(Class<? extends IntConsumer> work) {
        long once = Steps.of(work, 2_000);
        long twice = Steps.of(work, 4_000);

        assertThat((double) twice / once).isLessThan(2.5);
    }

    /** Items and texts only in deltas, each with a separate id, and none of them complete. */
    static final class Pieces implements IntConsumer {

        @Override
        public void accept(int size) {
            ResponsesReaderTest test = new ResponsesReaderTest();
            for (int i = 0; i < size; i++) {
                test.reader.read(event(null, text("msg_" + i, i, "x")));
                test.reader.read(event(
                        null,
                        "{'type':'response.output_text.delta','item_id':'m','output_index':" + size
                                + ",'content_index':" + i + ",'delta':'x'}"));
            }
            test.read(COMPLETED);
        }
    }

    /** Equal calls, half of which are only in the last event. */
    static final class Whole implements IntConsumer {

        @Override
        public void accept(int size) {
            ResponsesReaderTest test = new ResponsesReaderTest();
            String call = "{'type':'function_call','name':'add','arguments':'{}'}";
            for (int i = 0; i < size; i++) {
                test.reader.read(event(null, "{'type':'response.output_item.done','item':" + call + "}"));
            }
            test.read(completed((call + ",").repeat(2 * size - 1) + call));
        }
    }

    private List<ModelEvent> read(String... events) {
        ResponsesReaderTest fresh = new ResponsesReaderTest();
        for (String event : events) {
            fresh.reader.read(event(null, event));
        }
        return fresh.drain();
    }

    private List<ModelEvent> drain() {
        List<ModelEvent> events = new ArrayList<>();
        for (ModelEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    private static SseEvent event(@Nullable String name, String json) {
        return new SseEvent(name, quoted(json)[0].getBytes(StandardCharsets.UTF_8));
    }

    /** {@code '} stands for {@code "}, with a backslash before it for one within a text. */
    private static String[] quoted(String... texts) {
        String[] quoted = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            quoted[i] = texts[i].replace('\'', '"');
        }
        return quoted;
    }

    private static String text(String itemId, int index, String delta) {
        return "{'type':'response.output_text.delta','item_id':'" + itemId + "','output_index':" + index
                + ",'content_index':0,'delta':'" + delta + "'}";
    }

    private static String message(String id, String text) {
        return "{'type':'message','id':'" + id + "','role':'assistant','content':[{'type':'output_text','text':'" + text
                + "','annotations':[]}]}";
    }

    private static String done(int index, String item) {
        return "{'type':'response.output_item.done','output_index':" + index + ",'item':" + item + "}";
    }

    private static String completed(String... items) {
        return "{'type':'response.completed','response':{'id':'resp_1','output':[" + String.join(",", items) + "]}}";
    }

    private static List<String> types(List<ModelEvent> events) {
        return events.stream().map(ModelEvent::type).toList();
    }

    private static List<Item> items(List<ModelEvent> events) {
        return events.stream()
                .filter(ModelEvent.ItemDone.class::isInstance)
                .map(event -> ((ModelEvent.ItemDone) event).item())
                .toList();
    }

    /** Returns the items in short: messages by their text, calls by their id and arguments. */
    private static List<String> said(List<ModelEvent> events) {
        return items(events).stream()
                .map(item -> switch (item) {
                    case Item.Message message -> message.text();
                    case Item.FunctionCall call -> call.callId() + " " + call.arguments();
                    default -> item.json().path("type").asText();
                })
                .toList();
    }

    private static String text(ModelEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }
}
