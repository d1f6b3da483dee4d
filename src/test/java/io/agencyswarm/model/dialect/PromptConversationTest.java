package io.agencyswarm.model.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.call.CallIdRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptConversationTest {

    private static final String CALL_A = "{'type':'function_call','call_id':'a','name':'add','arguments':'{}'}";
    private static final String CALL_B = "{'type':'function_call','call_id':'b','name':'now','arguments':'{}'}";

    @Test
    void outputs_apartFromTheirCalls_followThemAtOnce() {
        assertThat(messages(
                        "{'role':'user','content':'Add'}",
                        CALL_A,
                        CALL_B,
                        output("b", "noon"),
                        "{'role':'system','content':'Hurry.'}",
                        output("a", "3")))
                .containsExactly(
                        "system Be brief.", "user Add", "ai  [a, b]", "result a 3", "result b noon", "system Hurry.");
    }

    @Test
    void outputs_ofCallsWithOneIdInTwoTurns_goToTheirOwnUnderAnotherId() {
        List<String> event = messages(CALL_A, output("a", "1"), CALL_A, output("a", "2"));
        String second = event.get(3).replaceAll(".*\\[(.*)].*", "$1");

        assertThat(second).hasSize(32).isNotEqualTo("a");
        assertThat(event)
                .containsExactly(
                        "system Be brief.", "ai  [a]", "result a 1", "ai  [" + second + "]", "result " + second + " 2");
    }

    @Test
    void textAndCalls_ofOneTurn_areOneMessage() {
        assertThat(messages(
                        "{'role':'assistant','content':[{'type':'output_text','text':'Wait.'}]}",
                        CALL_A,
                        output("a", "3")))
                .containsExactly("system Be brief.", "ai Wait. [a]", "result a 3");
    }

    @Test
    void twoTexts_inARow_areTwoMessages() {
        assertThat(messages("{'role':'assistant','content':'One'}", "{'role':'assistant','content':'Two'}"))
                .containsExactly("system Be brief.", "ai One []", "ai Two []");
    }

    @Test
    void convert_otherItems_omitsThem() {
        assertThat(messages(
                        "{'type':'web_search_call','id':'ws_1'}",
                        "{'type':'reasoning','id':'rs_1','summary':[]}",
                        "{'role':'developer','content':'Be kind.'}",
                        "{'role':'assistant','content':''}"))
                .containsExactly("system Be brief.", "system Be kind.");
    }

    @Test
    void refusal_ofTheModel_isItsText() {
        assertThat(messages("{'role':'assistant','content':[{'type':'refusal','refusal':'No.'}]}"))
                .contains("ai No. []");
    }

    @Test
    void picture_byFileId_isRefused() {
        assertThatThrownBy(() -> messages("{'role':'user','content':[{'type':'input_image','file_id':'file-1'}]}"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("only http and https addresses");
    }

    private static String output(String callId, String text) {
        return "{'type':'function_call_output','call_id':'" + callId + "','output':'" + text + "'}";
    }

    private static List<String> messages(String... items) {
        ModelRequest request = new ModelRequest(
                "Ann",
                "gpt",
                "Be brief.",
                Stream.of(items).map(PromptConversationTest::item).toList(),
                ModelTools.NONE,
                ModelSettings.DEFAULTS,
                null,
                ClientConfig.NONE);
        return PromptConversation.of(
                        request,
                        CallIdRule.CHAT,
                        "",
                        new OutputMedia(Set.of(OutputMedia.Rule.IMAGE_ADDRESSES), Set.of()))
                .stream()
                .flatMap(PromptConversationTest::messages)
                .toList();
    }

    private static Stream<String> messages(PromptMessage message) {
        return switch (message) {
            case PromptMessage.SystemMessage system -> Stream.of("system " + system.text());
            case PromptMessage.UserMessage user -> Stream.of("user " + user.text("\n"));
            case PromptMessage.AssistantMessage model ->
                Stream.concat(
                        Stream.of("ai " + model.text() + " "
                                + model.calls().stream()
                                        .map(PromptMessage.Block.CallBlock::id)
                                        .toList()),
                        model.calls().stream().map(call -> "result " + call.id() + " " + call.text()));
        };
    }

    private static Item item(String json) {
        return Item.of((ObjectNode) Json.readOwn(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }
}
