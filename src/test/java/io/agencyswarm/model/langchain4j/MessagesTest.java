package io.agencyswarm.model.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.agencyswarm.model.ModelException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final String CALL_A = "{'type':'function_call','call_id':'a','name':'add','arguments':'{}'}";
    private static final String CALL_B = "{'type':'function_call','call_id':'b','name':'now','arguments':'{}'}";

    @Test
    void outputs_apartFromTheirCalls_followThemAtOnce() {
        assertThat(told(
                        "{'role':'user','content':'Add'}",
                        CALL_A,
                        CALL_B,
                        output("b", "noon"),
                        "{'role':'system','content':'Hurry.'}",
                        output("a", "3")))
                .containsExactly(
                        "system Be brief.",
                        "user Add",
                        "ai null [a, b]",
                        "result a 3",
                        "result b noon",
                        "system Hurry.");
    }

    @Test
    void outputs_ofCallsWithOneIdInTwoTurns_goToTheirOwn() {
        assertThat(told(CALL_A, output("a", "1"), CALL_A, output("a", "2")))
                .containsExactly("system Be brief.", "ai null [a]", "result a 1", "ai null [a]", "result a 2");
    }

    @Test
    void textAndCalls_ofOneTurn_areOneMessage() {
        assertThat(told(
                        "{'role':'assistant','content':[{'type':'output_text','text':'Wait.'}]}",
                        CALL_A,
                        output("a", "3")))
                .containsExactly("system Be brief.", "ai Wait. [a]", "result a 3");
    }

    @Test
    void twoTexts_inARow_areTwoMessages() {
        assertThat(told("{'role':'assistant','content':'One'}", "{'role':'assistant','content':'Two'}"))
                .containsExactly("system Be brief.", "ai One []", "ai Two []");
    }

    @Test
    void otherItems_meanNothingElsewhere() {
        assertThat(told(
                        "{'type':'web_search_call','id':'ws_1'}",
                        "{'type':'reasoning','id':'rs_1','summary':[]}",
                        "{'role':'developer','content':'Be kind.'}",
                        "{'role':'assistant','content':''}"))
                .containsExactly("system Be brief.", "system Be kind.");
    }

    @Test
    void refusal_ofTheModel_isItsText() {
        assertThat(told("{'role':'assistant','content':[{'type':'refusal','refusal':'No.'}]}"))
                .contains("ai No. []");
    }

    @Test
    void output_withAPicture_isRefused() {
        assertThatThrownBy(
                        () -> told(
                                CALL_A,
                                "{'type':'function_call_output','call_id':'a','output':[{'type':'input_image','image_url':'x'}]}"))
                .isInstanceOf(ModelException.class)
                .hasMessage("the output of add holds a part of type \"input_image\"; only text can go");
    }

    @Test
    void picture_byFileId_isRefused() {
        assertThatThrownBy(() -> told("{'role':'user','content':[{'type':'input_image','file_id':'file-1'}]}"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("only addresses on the web");
    }

    private static String output(String callId, String text) {
        return "{'type':'function_call_output','call_id':'" + callId + "','output':'" + text + "'}";
    }

    private static List<String> told(String... items) {
        return Messages.of("Be brief.", Stream.of(items).map(LiteClient::item).toList(), OpenAiDialect.RULES).stream()
                .map(MessagesTest::told)
                .toList();
    }

    private static String told(ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> "system " + system.text();
            case UserMessage user -> "user " + user.singleText();
            case AiMessage ai ->
                "ai " + ai.text() + " "
                        + ai.toolExecutionRequests().stream()
                                .map(ToolExecutionRequest::id)
                                .toList();
            case ToolExecutionResultMessage result -> "result " + result.id() + " " + result.text();
            default -> throw new AssertionError(message);
        };
    }
}
