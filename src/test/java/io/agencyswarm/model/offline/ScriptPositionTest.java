package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptPositionTest {

    private static final Item USER = Item.userMessage("go");
    private static final Item CALL = item("{'type':'function_call','call_id':'c','name':'f','arguments':'{}'}");
    private static final Item OUTPUT = item("{'type':'function_call_output','call_id':'c','output':'out'}");
    private static final Item REASONING = item("{'type':'reasoning','summary':[]}");
    private static final Item ANSWER = item("{'role':'assistant','content':'said'}");
    private static final Item OTHER = item("{'type':'web_search_call','id':'w'}");

    @Test
    void of_userMessageLast_isTheFirstTurn() {
        assertThat(ScriptPosition.of(List.of(USER))).contains(new ScriptPosition("go", 0));
    }

    @Test
    void of_noUserMessage_isEmpty() {
        assertThat(ScriptPosition.of(List.of(ANSWER, CALL, OUTPUT))).isEmpty();
    }

    @Test
    void of_callsConcurrently_areOneTurn() {
        assertThat(ScriptPosition.of(List.of(USER, CALL, CALL, OUTPUT, OUTPUT))).contains(new ScriptPosition("go", 1));
    }

    @Test
    void of_reasoningBetweenCalls_isOneTurn() {
        assertThat(ScriptPosition.of(List.of(USER, REASONING, CALL, REASONING, CALL, OUTPUT, OUTPUT)))
                .contains(new ScriptPosition("go", 1));
    }

    @Test
    void of_callsPartedByOutputsOrOtherItems_areTurnsOfTheirOwn() {
        Stream.of(OUTPUT, ANSWER, OTHER)
                .forEach(between -> assertThat(ScriptPosition.of(List.of(USER, CALL, between, CALL)))
                        .contains(new ScriptPosition("go", 2)));
    }

    @Test
    void of_laterUserMessage_startsAgain() {
        assertThat(ScriptPosition.of(List.of(USER, CALL, OUTPUT, ANSWER, Item.userMessage("again"))))
                .contains(new ScriptPosition("again", 0));
    }

    @Test
    void of_messageInParts_isJoined() {
        Item parts = item("{'role':'user','content':[{'type':'input_text','text':'a'},"
                + "{'type':'input_image','image_url':'data:'},{'type':'input_text','text':'b'}]}");

        assertThat(ScriptPosition.of(List.of(parts))).contains(new ScriptPosition("ab", 0));
    }

    @Test
    void lastOutput_severalOutputs_isTheLast() {
        Item second = item("{'type':'function_call_output','call_id':'d','output':'second'}");

        assertThat(ScriptPosition.lastOutput(List.of(USER, CALL, OUTPUT, CALL, second, ANSWER)))
                .contains("second");
    }

    @Test
    void lastOutput_parts_areJoined() {
        Item parts = item("{'type':'function_call_output','call_id':'c','output':"
                + "[{'type':'input_text','text':'a'},{'type':'input_image'},{'type':'input_text','text':'b'}]}");

        assertThat(ScriptPosition.lastOutput(List.of(parts))).contains("a[input_image]b");
    }

    @Test
    void lastOutput_otherJson_isItsText() {
        Item number = item("{'type':'function_call_output','call_id':'c','output':{'a':1.10}}");

        assertThat(ScriptPosition.lastOutput(List.of(number))).contains("{\"a\":1.10}");
    }

    @Test
    void lastOutput_noOutput_isEmpty() {
        assertThat(ScriptPosition.lastOutput(List.of(USER, CALL))).isEmpty();
    }

    private static Item item(String json) {
        try {
            return Item.of((ObjectNode) Json.read(json.replace('\'', '"'))).orElseThrow();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
