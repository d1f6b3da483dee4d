package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that are not valid AG-UI requests: each answer has the location of the error, and none of them reaches the
 * model.
 */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiBadInputTest {

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @AfterEach
    void model_ofABadRequest_isNotAsked() {
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    @Test
    void body_empty_reportsAllThatIsMissing() throws IOException {
        assertThat(client.refused("basic", "{}"))
                .containsExactly("body.threadId: missing", "body.runId: missing", "body.messages: missing");
    }

    @Test
    void faults_ofBody_reportsAllAtOnce() throws IOException {
        String body = """
                {"thread_id": 1, "run_id": null, "messages": [{"role": "user"}, 7, {"id": "a", "role": "robot"}],
                 "tools": {}, "context": [{"value": 1}], "chat_history": 1, "user_context": [], "recipient_agent": "Nobody"}""";

        assertThat(client.refused("basic", body))
                .containsExactlyInAnyOrder(
                        "body.thread_id: string_type",
                        "body.run_id: string_type",
                        "body.messages.0.id: missing",
                        "body.messages.0.content: missing",
                        "body.messages.1: dict_type",
                        "body.messages.2.role: literal_error",
                        "body.messages: value_error",
                        "body.tools: list_type",
                        "body.context.0.description: missing",
                        "body.context.0.value: string_type",
                        "body.chat_history: list_type",
                        "body.user_context: dict_type",
                        "body.recipient_agent: value_error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":7}|body.messages.0.content: string_type",
                "{\"content\":[\"a\"]}|body.messages.0.content.0: dict_type",
                "{\"content\":[{}]}|body.messages.0.content.0.type: missing",
                "{\"content\":[{\"type\":\"smell\"}]}|body.messages.0.content.0.type: literal_error",
                "{\"content\":[{\"type\":\"\"}]}|body.messages.0.content.0.type: literal_error",
                "{\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"\",\"value\":\"\"}}]}|body.messages.0.content.0.source.type: literal_error",
                "{\"content\":[{\"type\":\"text\"}]}|body.messages.0.content.0.text: missing",
                "{\"content\":[{\"type\":\"image\"}]}|body.messages.0.content.0.source: missing",
                "{\"content\":[{\"type\":\"image\",\"source\":1}]}|body.messages.0.content.0.source: dict_type",
                "{\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\"}}]}|body.messages.0.content.0.source.value: missing",
                "{\"content\":[{\"type\":\"audio\",\"source\":{\"type\":\"data\",\"value\":\"\"}}]}|body.messages.0.content.0.source.mimeType: missing",
                "{\"content\":[{\"type\":\"video\",\"source\":{\"type\":\"ftp\",\"value\":\"\"}}]}|body.messages.0.content.0.source.type: literal_error",
                "{\"content\":[{\"type\":\"binary\",\"mime_type\":\"a/b\"}]}|body.messages.0.content.0.data: missing",
                "{\"content\":\"x\",\"metadata\":1}|body.messages.0.metadata: dict_type",
                "{\"content\":\"x\",\"name\":[]}|body.messages.0.name: string_type"
            })
    void message_ofUser_doesNotFit_isReportedWhere(String fields, String fault) throws IOException {
        ObjectNode message = AguiInput.message("u1", "user");
        message.setAll(AguiInput.json(fields));

        assertThat(client.refused("basic", AguiInput.of(message).toString())).containsExactly(fault);
    }

    @Test
    void mimeType_ofAnyLength_isRefusedAtOnce() throws IOException {
        ObjectNode message = AguiInput.message("u1", "user");
        ObjectNode part = message.putArray("content").addObject().put("type", "document");
        part.putObject("source").put("type", "data").put("value", "").put("mimeType", "a".repeat(1_000_000));
        message.withArray("content")
                .addObject()
                .put("type", "binary")
                .put("data", "")
                .put("mimeType", "b".repeat(1_000));

        assertThat(client.refused("basic", AguiInput.of(message).toString()))
                .containsExactly(
                        "body.messages.0.content.0.source.mimeType: string_too_long",
                        "body.messages.0.content.1.mimeType: string_too_long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"role\":\"assistant\",\"content\":[]}|body.messages.0.content: string_type",
                "{\"role\":\"assistant\",\"tool_calls\":{}}|body.messages.0.tool_calls: list_type",
                "{\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c\",\"type\":\"function\"}]}|body.messages.0.toolCalls.0.function: missing",
                "{\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c\",\"type\":\"tool\",\"function\":{\"name\":\"a\",\"arguments\":\"\"}}]}|body.messages.0.toolCalls.0.type: literal_error",
                "{\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":{}}}]}|body.messages.0.toolCalls.0.function.arguments: string_type",
                "{\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c\",\"function\":{\"name\":\"a\",\"arguments\":\"\"}}]}|body.messages.0.toolCalls.0.type: missing",
                "{\"role\":\"\"}|body.messages.0.role: literal_error",
                "{\"role\":\"tool\",\"content\":\"\"}|body.messages.0.toolCallId: missing",
                "{\"role\":\"system\"}|body.messages.0.content: missing",
                "{\"role\":\"reasoning\",\"content\":1}|body.messages.0.content: string_type",
                "{\"role\":\"activity\",\"activityType\":\"a\",\"content\":\"\"}|body.messages.0.content: dict_type"
            })
    void message_ofAnother_doesNotFit_isReportedWhere(String fields, String fault) throws IOException {
        ObjectNode message = AguiInput.json(fields).put("id", "m0");

        assertThat(client.refused(
                        "basic",
                        AguiInput.of(message, AguiInput.user("u1", "Hi")).toString()))
                .containsExactly(fault);
    }

    @Test
    void messages_endWithNothingNew_areRefused() throws IOException {
        ObjectNode nothing = AguiInput.of();
        nothing.putArray("messages");

        assertThat(client.refused("basic", nothing.toString())).containsExactly("body.messages: value_error");
        assertThat(client.refused(
                        "basic",
                        AguiInput.of(AguiInput.user("u", "Hi"), AguiInput.assistant("a", "Hello"))
                                .toString()))
                .containsExactly("body.messages: value_error");
    }

    @Test
    void result_ofACallThatNobodyMade_isRefused() throws IOException {
        assertThat(client.refused(
                        "basic",
                        AguiInput.of(AguiInput.user("u", "Hi"), AguiInput.result("r", "call_9", "7"))
                                .toString()))
                .containsExactly("body.messages: value_error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "basic|{}|name: missing",
                "basic|{\"name\":\"two words\",\"description\":\"\"}|name: string_pattern_mismatch",
                "basic|{\"name\":\"add\",\"description\":\"\"}|name: value_error",
                "team|{\"name\":\"send_message\",\"description\":\"\"}|name: value_error",
                "team|{\"name\":\"transfer_to_Analyst\",\"description\":\"\"}|name: value_error",
                // Of the agent that may get the conversation.
                "team|{\"name\":\"add\",\"description\":\"\"}|name: value_error",
                "basic|{\"name\":\"ask\",\"description\":\"\",\"parameters\":[]}|parameters: dict_type",
                "basic|{\"name\":\"ask\",\"description\":\"\",\"parameters\":{\"type\":\"string\"}}|parameters.type: literal_error"
            })
    void tool_doesNotFit_isReportedWhere(String agency, String tool, String fault) throws IOException {
        ObjectNode body = AguiInput.says("text Hi");
        body.withArray("tools").add(AguiInput.json(tool));

        assertThat(client.refused(agency, body.toString())).contains("body.tools.0." + fault);
    }

    @Test
    void tools_moreThanModelsTake_areRefused() throws IOException {
        ObjectNode body = AguiInput.says("text Hi");
        for (int i = 0; i < 129; i++) {
            body.withArray("tools").addObject().put("name", "ask" + i).put("description", "");
        }

        assertThat(client.refused("basic", body.toString())).containsExactly("body.tools: too_long");
    }

    @Test
    void tools_ofOneName_areRefused() throws IOException {
        ObjectNode body = AguiInput.says("text Hi");
        body.withArray("tools").add(AguiInput.json("{\"name\":\"ask\",\"description\":\"\"}"));
        body.withArray("tools").add(AguiInput.json("{\"name\":\"ask\",\"description\":\"\"}"));

        assertThat(client.refused("basic", body.toString())).containsExactly("body.tools.1.name: value_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{\"threadId\":", "{\"threadId\":\"\\ud800\"}", "{\"state\":1e999999999}"})
    void body_noRequest_isRefused(String body) throws IOException {
        assertThat(client.refused("basic", body)).isNotEmpty();
    }
}
