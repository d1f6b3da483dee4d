package io.agencyswarm.item;

import static io.agencyswarm.item.Items.item;
import static io.agencyswarm.item.Items.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'message','role':'user','content':'hi'}",
                "{'role':'user','content':'hi'}",
                "{'type':null,'role':'user','content':'hi'}"
            })
    void of_messageWithOrWithoutType_isAMessage(String text) {
        assertThat(Item.of(json(text))).contains(new Item.Message(json(text), "user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "assistant", "system", "developer"})
    void of_anyRole_isKept(String role) {
        assertThat(item("{'role':'" + role + "','content':''}"))
                .isInstanceOfSatisfying(
                        Item.Message.class,
                        message -> assertThat(message.role()).isEqualTo(role));
    }

    @Test
    void of_functionCall_hasItsParts() {
        ObjectNode json = json("{'type':'function_call','call_id':'c1','name':'add','arguments':'{oops','id':'fc_1'}");

        assertThat(Item.of(json)).contains(new Item.FunctionCall(json, "c1", "add", "{oops"));
    }

    @Test
    void of_functionCallWithoutName_isAllTheSameACall() {
        ObjectNode json = json("{'type':'function_call','call_id':'c1','arguments':'{}'}");

        assertThat(Item.of(json)).contains(new Item.FunctionCall(json, "c1", "", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'type':'function_call','call_id':'c1','name':'add'}|{}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':null}|{}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':''}|{}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':' '}|{}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':'null'}|{}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':{}}|{}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':{'a':1.10,'b':[]}}|{'a':1.10,'b':[]}",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':[1]}|[1]",
                "{'type':'function_call','call_id':'c1','name':'add','arguments':false}|false"
            })
    void of_functionCallWithArgumentsInAnotherForm_hasThemAsText(String text, String arguments) {
        ObjectNode json = json(text);
        ObjectNode before = json.deepCopy();
        String expected = arguments.replace('\'', '"');

        assertThat(Item.of(json))
                .containsInstanceOf(Item.FunctionCall.class)
                .get()
                .satisfies(item -> {
                    assertThat(((Item.FunctionCall) item).arguments()).isEqualTo(expected);
                    assertThat(item.json().path("arguments").textValue()).isEqualTo(expected);
                    assertThat(item.json().path("name").textValue()).isEqualTo("add");
                });
        assertThat(json).as("what came stays as it is").isEqualTo(before);
    }

    @Test
    void of_otherItemWithArguments_isKeptAsItCame() {
        ObjectNode json = json("{'type':'mcp_call','id':'mcp_1','arguments':{'a':1}}");

        assertThat(Item.of(json)).map(Item::json).containsSame(json);
    }

    @Test
    void of_functionCallOutput_hasItsCallId() {
        ObjectNode json =
                json("{'type':'function_call_output','call_id':'c1','output':[{'type':'input_text','text':'x'}]}");

        assertThat(Item.of(json)).contains(new Item.FunctionCallOutput(json, "c1"));
    }

    @Test
    void of_reasoning_isReasoning() {
        ObjectNode json = json("{'type':'reasoning','id':'rs_1','summary':[]}");

        assertThat(Item.of(json)).contains(new Item.Reasoning(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory_call", "mcp_list_tools", "item_reference", "function_call_v2", "FUNCTION_CALL"})
    void of_unknownType_isKeptAsItCame(String type) {
        ObjectNode json = json("{'type':'" + type + "','id':'x','deep':{'a':[1,{'b':null}]}}");

        assertThat(Item.of(json)).contains(new Item.Other(json));
        assertThat(Item.of(json)).map(Item::json).containsSame(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web_search_call",
                "file_search_call",
                "code_interpreter_call",
                "image_generation_call",
                "mcp_call"
            })
    void of_callThatTheProviderRan_hasItsId(String type) {
        ObjectNode json = json("{'type':'" + type + "','id':'x','deep':{'a':[1,{'b':null}]}}");

        assertThat(Item.of(json)).contains(new Item.HostedCall(json, "x"));
        assertThat(Item.of(json("{'type':'" + type + "'}"))).containsInstanceOf(Item.Other.class);
    }

    @ParameterizedTest
    @CsvSource({
        "computer_call, computer_call_output",
        "local_shell_call, local_shell_call_output",
        "shell_call, shell_call_output",
        "apply_patch_call, apply_patch_call_output",
        "custom_tool_call, custom_tool_call_output",
        "tool_search_call, tool_search_output",
        "program, program_output"
    })
    void of_callWithAnOutputOfItsOwn_isPairedByTheCallsId(String call, String output) {
        ObjectNode made = json("{'type':'" + call + "','id':'x','call_id':'c','arguments':{'query':'q'}}");
        ObjectNode came = json("{'type':'" + output + "','id':'y','call_id':'c'}");

        assertThat(Item.of(made)).contains(new Item.OtherCall(made, "c"));
        assertThat(Item.of(came)).contains(new Item.OtherCallOutput(came, "c"));
        assertThat(made.path("arguments").isObject()).isTrue();
        assertThat(Item.of(json("{'type':'" + call + "','id':'x','call_id':null}")))
                .containsInstanceOf(Item.Other.class);
    }

    @Test
    void of_approval_isPairedByTheRequestsId() {
        ObjectNode request = json("{'type':'mcp_approval_request','id':'mcpr_1'}");
        ObjectNode input = json("{'type':'mcp_approval_response','approval_request_id':'mcpr_1','approve':true}");

        assertThat(Item.of(request)).contains(new Item.OtherCall(request, "mcpr_1"));
        assertThat(Item.of(input)).contains(new Item.OtherCallOutput(input, "mcpr_1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'content':'hi'}",
                "{'type':'message','content':'hi'}",
                "{'type':'message','role':'','content':'hi'}",
                "{'type':'function_call','name':'add','arguments':'{}'}",
                "{'type':'function_call','call_id':null,'name':'add'}",
                "{'type':'function_call_output','output':'1'}",
                "{'type':{'a':1}}"
            })
    void of_noItem_isEmpty(String text) {
        assertThat(Item.of(json(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'plain'|plain",
                "[{'type':'output_text','text':'a'},{'type':'output_text','text':'b'}]|ab",
                "[{'type':'refusal','refusal':'no'}]|no",
                "[{'type':'input_image','image_url':'x'},{'type':'input_text','text':'a'}]|a",
                "[]|``",
                "null|``"
            })
    void text_anyContent_isItsTextParts(String content, String expected) {
        Item message = item("{'role':'user','content':" + content + "}");

        assertThat(((Item.Message) message).text()).isEqualTo(expected);
    }

    @Test
    void text_messageWithoutContent_isEmpty() {
        assertThat(((Item.Message) item("{'role':'user'}")).text()).isEmpty();
    }

    @Test
    void userMessage_anyText_isReadBackTheSame() {
        Item.Message message = Item.userMessage("\"quoted\"\n");

        assertThat(message.json()).isEqualTo(json("{'type':'message','role':'user','content':'\\'quoted\\'\\n'}"));
        assertThat(Item.of(message.json())).contains(message);
    }

    @Test
    void output_ofACall_carriesItsId() {
        Item.FunctionCallOutput output = Item.output((Item.FunctionCall) Items.call("c9"), "42");

        assertThat(output.json()).isEqualTo(json("{'type':'function_call_output','call_id':'c9','output':'42'}"));
        assertThat(Item.of(output.json())).contains(output);
    }
}
