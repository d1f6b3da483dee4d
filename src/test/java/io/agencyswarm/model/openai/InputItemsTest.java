package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputItemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message','role':'user','content':'Hi'}",
                "{'type':'message','role':'user','content':''}",
                "{'type':'message','role':'user','content':[{'type':'input_text','text':'Hi'},{'type':'input_image','image_url':'x'}]}",
                "{'type':'message','id':'msg_1','status':'completed','role':'assistant','phase':'commentary','content':"
                        + "[{'type':'output_text','text':'Hi','annotations':[{'type':'url_citation'}],'logprobs':[]}]}",
                "{'type':'message','id':'msg_1','role':'assistant','content':[{'type':'refusal','refusal':'No'}]}",
                "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'hm'}],"
                        + "'content':[{'type':'reasoning_text','text':'hm'}],'encrypted_content':'x'}",
                "{'type':'web_search_call','id':'ws_1','status':'completed','action':{'type':'search','n':1.10}}",
                "{'type':'item_reference','id':'msg_9'}",
                "{'type':'compaction','encrypted_content':'x'}"
            })
    void write_itemThatTheApiTakes_isTheSame(String item) {
        assertThat(written(item)).containsExactly(json(item));
    }

    @Test
    void write_callAndOutput_areTheSame() {
        String[] items = {
            "{'type':'function_call','id':'fc_1','status':'completed','call_id':'c','name':'add','arguments':'{}','namespace':'n'}",
            "{'type':'function_call_output','id':'fc_2','status':'completed','call_id':'c','output':[{'type':'input_text','text':'1'}]}"
        };

        assertThat(written(items)).containsExactly(json(items[0]), json(items[1]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'user','content':'Hi','citations':[],'agent_name':'x'}|{'role':'user','content':'Hi'}",
                "{'role':'User','content':'Hi'}|{'role':'user','content':'Hi'}",
                "{'role':'tool','content':'Hi','tool_call_id':'c'}|{'role':'user','content':'Hi'}",
                "{'role':'model','content':'Hi'}|{'role':'assistant','content':'Hi'}",
                "{'role':'user','content':[]}|{'role':'user','content':''}",
                "{'role':'user','content':null}|{'role':'user','content':''}",
                "{'role':'user'}|{'role':'user','content':''}",
                "{'role':'user','content':[{'type':'text','text':'Hi'}]}|{'role':'user','content':[{'type':'input_text','text':'Hi'}]}",
                "{'role':'user','id':'__fake_id__','content':'Hi'}|{'role':'user','content':'Hi'}",
                "{'role':'assistant','id':'chatcmpl-1','status':null,'phase':null,'content':'Hi'}|{'role':'assistant','content':'Hi'}",
                "{'role':'assistant','status':'done','content':[]}|{'role':'assistant','content':[{'type':'output_text','text':''}]}",
                "{'role':'assistant','content':[{'type':'output_text','text':'Hi','logprobs':null,'annotations':null,'parsed':{}}]}|{'role':'assistant','content':[{'type':'output_text','text':'Hi'}]}",
                "{'role':'assistant','content':[{'type':'text','text':'Hi'}]}|{'role':'assistant','content':[{'type':'output_text','text':'Hi'}]}",
                "{'type':'reasoning','id':'rs_1','status':'completed','summary':null,'content':null,'encrypted_content':null,'provider_data':{}}|{'type':'reasoning','id':'rs_1','summary':[]}",
                "{'type':'custom_tool_call','id':'__fake_id__','call_id':'c','input':'x'}|{'type':'custom_tool_call','call_id':'c','input':'x'}"
            })
    void write_itemWithWhatTheApiRefuses_goesWithout(String item, String expected) {
        ObjectNode before = json(item);

        assertThat(written(item)).containsExactly(json(expected));
        assertThat(json(item)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'reasoning','summary':[]}",
                "{'type':'reasoning','id':'__fake_id__','summary':[]}",
                "{'type':'reasoning','id':'chatcmpl-1','summary':[]}",
                "{'type':'file_search_call','id':'__fake_id__','queries':[]}",
                "{'type':'web_search_call','id':null}"
            })
    void write_itemWithoutMeaningWithoutItsId_isLeftOut(String item) {
        assertThat(written(item, "{'type':'message','role':'user','content':'Hi'}"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'42'|'42'", "42|'42'", "null|''", "{'a':1}|'{\\'a\\':1}'", "[]|'[]'", "true|'true'"})
    void write_outputOfAnyForm_isTextOrParts(String output, String expected) {
        List<JsonNode> written = written(
                "{'type':'function_call','call_id':'c','name':'add','arguments':'{}'}",
                "{'type':'function_call_output','call_id':'c','output':" + output + "}");

        assertThat(written.getLast().path("output"))
                .isEqualTo(json("{'o':" + expected + "}").path("o"));
    }

    @ParameterizedTest
    @CsvSource({"functions.add,functions_add", "'',unnamed", "add two,add_two", "add-2,add-2"})
    void write_nameThatTheApiRefuses_isChanged(String name, String expected) {
        JsonNode call = written(
                        "{'type':'function_call','call_id':'c','name':'" + name + "','arguments':{'a':1}}",
                        output("c", "1"))
                .getFirst();

        assertThat(call.path("name").asText()).isEqualTo(expected);
        assertThat(call.path("arguments").textValue()).isEqualTo("{\"a\":1}");
    }

    @Test
    void write_callIdsThatAreTooLong_areShortenedAlikeAndStayApart() {
        String one = "x".repeat(70) + "1";
        String two = "x".repeat(70) + "2";

        List<JsonNode> written = written(call(one), call(two), output(one, "1"), output(two, "2"));

        assertThat(written).allMatch(item -> item.path("call_id").asText().length() <= 64);
        assertThat(outputs(written)).containsExactly("1", "2");
        assertThat(written(call(two), output(two, "2")).getFirst())
                .as("a call's id does not depend on the calls before it")
                .isEqualTo(written.get(1));
    }

    @Test
    void write_idsOfSeveralCalls_areTheCallsOwn() {
        List<JsonNode> written = written(
                call("c"),
                call("c"),
                output("c", "1"),
                output("c", "2"),
                call("c-1"),
                output("c-1", "3"),
                call("c"),
                output("c", "4"));

        assertThat(outputs(written)).containsExactly("1", "2", "3", "4");
        assertThat(written.stream().map(item -> item.path("call_id").asText()).distinct())
                .startsWith("c")
                .contains("c-1")
                .hasSize(4);
    }

    @Test
    void write_longerConversation_beginsWithTheSameInput() {
        List<String> items = new ArrayList<>();
        List<JsonNode> before = List.of();
        for (int i = 0; i < 20; i++) {
            items.add(call("c" + i % 3));
            items.add(output("c" + i % 3, "1"));
            List<JsonNode> written = written(items.toArray(String[]::new));
            assertThat(written.subList(0, before.size())).isEqualTo(before);
            before = written;
        }
    }

    private static String call(String callId) {
        return "{'type':'function_call','call_id':'" + callId + "','name':'add','arguments':'{}'}";
    }

    private static String output(String callId, String output) {
        return "{'type':'function_call_output','call_id':'" + callId + "','output':'" + output + "'}";
    }

    /** Returns the outputs in the order of their calls, matched by their ids, which must be unique. */
    private static List<String> outputs(List<JsonNode> input) {
        List<String> calls = input.stream()
                .filter(item -> item.path("type").asText().equals("function_call"))
                .map(item -> item.path("call_id").asText())
                .toList();
        assertThat(calls).doesNotHaveDuplicates();
        return calls.stream()
                .map(id -> input.stream()
                        .filter(item -> item.path("type").asText().equals("function_call_output")
                                && item.path("call_id").asText().equals(id))
                        .map(item -> item.path("output").asText())
                        .reduce("", String::concat))
                .toList();
    }

    private static List<JsonNode> written(String... items) {
        ArrayNode input = Json.object().arrayNode();
        InputItems.write(
                Conversation.of(Stream.of(items).map(InputItemsTest::json).toList())
                        .between("", null),
                input,
                true);
        List<JsonNode> written = new ArrayList<>();
        input.forEach(written::add);
        return written;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.read(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
