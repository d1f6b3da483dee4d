package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.usage.TokenUsage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEventReaderTest {

    private static final String CALL =
            "{'type':'function_call','id':'fc_1','call_id':'c1','name':'add','arguments':'{}'}";

    @Test
    void read_delta_isPassedOnAsItCame() {
        byte[] json = bytes("{'type':'response.output_text.delta', 'item_id':'msg_1','delta':'ä\\n','n':1.10}");

        ModelEvent event = ModelEventReader.read(json);

        assertThat(event).isInstanceOf(ModelEvent.Forwarded.class);
        assertThat(event.type()).isEqualTo("response.output_text.delta");
        assertThat(event.json()).isSameAs(json);
        assertThat(event.itemId()).isEqualTo("msg_1");
        assertThat(event.callId()).isNull();
    }

    @Test
    void read_itemAdded_reportsItemAndCall() {
        ModelEvent event = read("{'type':'response.output_item.added','output_index':0,'item':" + CALL + "}");

        assertThat(event).isInstanceOf(ModelEvent.Forwarded.class);
        assertThat(event.itemId()).isEqualTo("fc_1");
        assertThat(event.callId()).isEqualTo("c1");
    }

    @Test
    void read_typeLast_isFoundAllTheSame() {
        ModelEvent event =
                read("{'item':{'call_id':'c1','id':'fc_1','deep':[{'id':'x'}]},'deep':{'type':'y','item_id':'z'},"
                        + "'type':'response.output_item.added'}");

        assertThat(event.type()).isEqualTo("response.output_item.added");
        assertThat(event.itemId()).isEqualTo("fc_1");
        assertThat(event.callId()).isEqualTo("c1");
    }

    @Test
    void read_callDone_isAnItem() {
        assertThat(read("{'type':'response.output_item.done','item':" + CALL + "}"))
                .isInstanceOfSatisfying(ModelEvent.ItemDone.class, done -> {
                    assertThat(done.item()).isInstanceOf(Item.FunctionCall.class);
                    assertThat(done.itemId()).isEqualTo("fc_1");
                    assertThat(done.callId()).isEqualTo("c1");
                });
    }

    @Test
    void read_messageDone_isAnItemWithoutACall() {
        assertThat(
                        read(
                                "{'type':'response.output_item.done','item':{'type':'message','role':'assistant','id':'msg_1'}}"))
                .isInstanceOfSatisfying(ModelEvent.ItemDone.class, done -> {
                    assertThat(done.itemId()).isEqualTo("msg_1");
                    assertThat(done.callId()).isNull();
                });
    }

    @Test
    void read_unknownItemDone_isKeptAsAnOtherItem() {
        assertThat(read("{'type':'response.output_item.done','item':{'type':'memory_call','id':'m_1'}}"))
                .isInstanceOfSatisfying(
                        ModelEvent.ItemDone.class,
                        done -> assertThat(done.item()).isInstanceOf(Item.Other.class));
    }

    @Test
    void read_pictureThatIsDone_isInTheItemAndNotInTheEvent() {
        String picture = "{'type':'image_generation_call','id':'ig_1','result':'AAAA'}";

        assertThat(read("{'type':'response.output_item.done','item':" + picture + "}"))
                .isInstanceOfSatisfying(ModelEvent.ItemDone.class, done -> {
                    assertThat(done.callId()).isEqualTo("ig_1");
                    assertThat(((Item.HostedCall) done.item()).image()).isEqualTo("AAAA");
                    assertThat(new String(done.json(), StandardCharsets.UTF_8))
                            .contains("\"result\":null")
                            .doesNotContain("AAAA");
                });
        assertThat(new String(
                        read("{'type':'response.completed','response':{'output':[" + picture + "]}}")
                                .json(),
                        StandardCharsets.UTF_8))
                .contains("\"result\":null")
                .doesNotContain("AAAA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_item.done'}",
                "{'type':'response.output_item.done','item':null}",
                "{'type':'response.output_item.done','item':[]}",
                "{'type':'response.output_item.done','item':{'content':'no item'}}"
            })
    void read_itemDoneWithoutAnItem_isPassedOn(String text) {
        assertThat(read(text)).isInstanceOf(ModelEvent.Forwarded.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'id':'fc_1','arguments':'{}'|fc_1|{}",
                "'id':'fc_1','call_id':null,'arguments':'{}'|fc_1|{}",
                "'id':'fc_1','call_id':'','arguments':'{}'|fc_1|{}",
                "'id':'fc_1','call_id':7,'arguments':'{}'|7|{}",
                "'call_id':'c1','arguments':{'a':1.10}|c1|{'a':1.10}",
                "'call_id':'c1','arguments':null|c1|{}",
                "'call_id':'c1','arguments':'null'|c1|{}",
                "'call_id':'c1'|c1|{}"
            })
    void read_callInAnotherForm_hasAnIdAndItsArgumentsAsText(String fields, String callId, String arguments) {
        String text = "{'type':'response.output_item.done','output_index':3,'item':{'type':'function_call','name':'f',"
                + fields + "}}";

        assertThat(read(text)).isInstanceOfSatisfying(ModelEvent.ItemDone.class, done -> {
            Item.FunctionCall call = (Item.FunctionCall) done.item();
            assertThat(call.callId()).isEqualTo(callId);
            assertThat(call.arguments()).isEqualTo(arguments.replace('\'', '"'));
            assertThat(Json.readOwn(done.json()).path("item")).isEqualTo(call.json());
            assertThat(Json.readOwn(done.json()).path("output_index").asInt()).isEqualTo(3);
            assertThat(call.json().path("call_id").textValue()).isEqualTo(callId);
        });
    }

    @Test
    void read_callWithoutAnyId_getsOneOfItsOwn() {
        String text =
                "{'type':'response.output_item.done','item':{'type':'function_call','name':'f','arguments':'{}'}}";

        String one = read(text).callId();

        assertThat(one).startsWith("call_").isNotEqualTo(read(text).callId());
    }

    @Test
    void read_completedThatSaysItIsIncomplete_wasCutShort() {
        assertThat(read("{'type':'response.completed','response':{'status':'incomplete',"
                        + "'incomplete_details':{'reason':'max_output_tokens'}}}"))
                .isInstanceOfSatisfying(
                        ModelEvent.Completed.class,
                        completed -> assertThat(completed.incompleteReason()).isEqualTo("max_output_tokens"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.incomplete'}",
                "{'type':'response.incomplete','response':{'incomplete_details':null}}",
                "{'type':'response.incomplete','response':{'incomplete_details':{'reason':null}}}"
            })
    void read_incompleteWithoutAReason_wasCutShortAllTheSame(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        ModelEvent.Completed.class,
                        completed ->
                                assertThat(completed.incompleteReason()).isEqualTo(ModelEventReader.UNNAMED_LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"response.completed", "response.incomplete"})
    void read_end_reportsWhatWasUsed(String type) {
        assertThat(read("{'type':'" + type + "','response':{'usage':{'input_tokens':10,'output_tokens':2,"
                        + "'input_tokens_details':{'cached_tokens':4},'total_tokens':12}}}"))
                .isInstanceOfSatisfying(ModelEvent.Completed.class, completed -> {
                    assertThat(completed.type()).isEqualTo(type);
                    assertThat(completed.usage()).isEqualTo(new TokenUsage(10, 4, 0, 2, null, 12));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.completed'}",
                "{'type':'response.completed','response':{}}",
                "{'type':'response.completed','response':{'usage':null}}"
            })
    void read_endWithoutUsage_isAnEndWithNothingUsed(String text) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        ModelEvent.Completed.class,
                        completed -> assertThat(completed.usage()).isEqualTo(TokenUsage.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'response.failed','response':{'error':{'code':'x','message':'too hot'}}}|too hot",
                "{'type':'error','error':{'message':'too cold'}}|too cold",
                "{'type':'error','message':'too dry','code':null}|too dry",
                "{'type':'response.failed','response':{'error':{'code':'too_wet','message':null}}}|too_wet",
                "{'type':'response.failed','response':{'error':null}}|it did not say why",
                "{'type':'error'}|it did not say why"
            })
    void read_failure_reportsWhatModelSaid(String text, String message) {
        assertThat(read(text))
                .isInstanceOfSatisfying(
                        ModelEvent.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "[DONE]", "[]", "1", "null", "'text'"})
    void read_noObject_isRefused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_text.delta'",
                "{'type':'response.output_text.delta',",
                "{'type':'response.output_text.delta','delta':'cut",
                "{'type':'response.output_text.delta','delta':{'a':[1",
                "{'item_id':'x','type':'response.output_text.delta','item':{'id':'y'}",
                "{'type':'response.completed','response':{'usage':{"
            })
    void read_cutEvent_isRefused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_text.delta'} {}",
                "{'type':'response.output_text.delta'}}",
                "{'type':'response.output_text.delta'}{'type':'error'}",
                "{'type':'response.output_text.delta'},"
            })
    void read_somethingAfterTheEvent_isRefused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"response.output_text.delta", "response.completed", "response.output_item.done"})
    void read_nestedTooDeep_isRefused(String type) {
        int levels = Json.MAX_DEPTH + 1;

        refused("{'type':'" + type + "','deep':" + "[".repeat(levels) + "]".repeat(levels) + "}");
    }

    @Test
    void read_numberBeyondAllBounds_isRefusedWhereItIsRead() {
        refused("{'type':'response.completed','response':{'usage':{'input_tokens':1e99999999999}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'type':''}", "{'type':{'a':'b'}}", "{'delta':'no type'}"})
    void read_noType_isRefusedWithThisReason(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ModelException.class)
                .hasMessage("the model's server sent an event without a type")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'web_search_call','id':'ws_1','call_id':'other'}",
                "{'type':'function_call','id':'fc_1','call_id':'c1'}",
                "{'type':'message','id':'msg_1'}"
            })
    void read_itemAdded_hasTheSameIdsWithAndWithoutTree(String item) throws Exception {
        byte[] json = bytes("{'type':'response.output_item.added','item':" + item + "}");

        ModelEvent scanned = ModelEventReader.read(json);
        ModelEvent ofTree = ModelEventReader.read(json, (ObjectNode) Json.read(json));

        assertThat(ofTree).isEqualTo(scanned);
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(ModelException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure).hasMessage("the model's server sent an event that is not JSON");
        });
    }

    private static ModelEvent read(String text) {
        return ModelEventReader.read(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "true", "[]"})
    void read_typeThatIsNoText_isRefused(String type) {
        byte[] json = ("{\"type\":" + type + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ModelEventReader.read(json)).isInstanceOf(ModelException.class);
    }
}
