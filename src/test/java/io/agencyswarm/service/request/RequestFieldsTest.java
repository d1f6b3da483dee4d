package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of a request: their valid forms, and the errors for invalid ones. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class RequestFieldsTest {

    private static final String PLAIN = "/basic/get_response";
    private static final String STREAM = "/basic/get_response_stream";
    private static final String CANCEL = "/basic/cancel_response_stream";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void message_isAListOfBareParts_becomesOneUserMessage() throws Exception {
        ask("""
                [{"type":"input_text","text":"text "}, {"type":"input_image","image_url":"data:image/png;base64,AA=="},
                 {"type":"input_text","text":"Seen"}]""");

        assertThat(Model.lastInput()).singleElement().satisfies(message -> {
            assertThat(message.path("role").asText()).isEqualTo("user");
            assertThat(message.path("content")).hasSize(3);
            assertThat(message.at("/content/1/image_url").asText()).isEqualTo("data:image/png;base64,AA==");
        });
    }

    @Test
    void message_isAListOfItems_isPassedOnAsItIs() throws Exception {
        String items = "[{\"role\":\"developer\",\"content\":\"Be kind.\"},"
                + "{\"type\":\"message\",\"role\":\"user\","
                + "\"content\":[{\"type\":\"input_text\",\"text\":\"text Hi\"}],"
                + "\"id\":\"msg_7\",\"status\":\"completed\"}]";
        ask(items);

        assertThat(Model.requests().getLast().path("input")).isEqualTo(Json.read(items));
    }

    @Test
    void message_mixesPartsAndItems_keepsTheirOrder() throws Exception {
        ask("[{\"type\":\"input_text\",\"text\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},"
                + "{\"type\":\"input_text\",\"text\":\"c\"},{\"type\":\"input_text\",\"text\":\"d\"}]");

        assertThat(Model.lastInput().stream().map(item -> text(item.path("content"))))
                .containsExactly("a", "b", "cd");
    }

    @Test
    void message_isAnEmptyText_isAllowed() throws Exception {
        assertThat(client.ask("basic", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                             | ["body","message"]
                    {"message":null}                                               | ["body","message"]
                    {"message":7}                                                  | ["body","message"]
                    {"message":{"role":"user","content":"Hi"}}                     | ["body","message"]
                    {"message":[]}                                                 | ["body","message"]
                    {"message":["Hi"]}                                             | ["body","message",0]
                    {"message":[{"type":"input_text","text":"Hi"},{"text":"x"}]}   | ["body","message",1]
                    {"message":[{}]}                                               | ["body","message",0]
                    {"message":[{"type":"message","content":"Hi"}]}                | ["body","message",0]
                    {"message":"Hi","chat_history":"none"}                         | ["body","chat_history"]
                    {"message":"Hi","chat_history":{}}                             | ["body","chat_history"]
                    {"message":"Hi","chat_history":[{},7]}                         | ["body","chat_history",1]
                    {"message":"Hi","recipient_agent":7}                           | ["body","recipient_agent"]
                    {"message":"Hi","recipient_agent":"Nobody"}                    | ["body","recipient_agent"]
                    {"message":"Hi","recipient_agent":""}                          | ["body","recipient_agent"]
                    {"message":"Hi","additional_instructions":["x"]}               | ["body","additional_instructions"]
                    {"message":"Hi","user_context":[]}                             | ["body","user_context"]
                    {"message":"Hi","user_context":"x"}                            | ["body","user_context"]
                    {"message":"Hi","file_ids":"file-1"}                           | ["body","file_ids"]
                    {"message":"Hi","file_ids":{"a":"file-1"}}                     | ["body","file_ids"]
                    {"message":"Hi","file_ids":["file-1",7]}                       | ["body","file_ids",1]
                    {"message":"Hi","file_urls":"https://example.org/a.pdf"}       | ["body","file_urls"]
                    {"message":"Hi","file_urls":["https://example.org/a.pdf"]}     | ["body","file_urls"]
                    {"message":"Hi","file_urls":{"a.pdf":7}}                       | ["body","file_urls","a.pdf"]
                    {"message":"Hi","file_urls":{"a.pdf":null}}                    | ["body","file_urls","a.pdf"]
                    {"message":"Hi","client_config":"gpt-5"}                       | ["body","client_config"]
                    {"message":"Hi","client_config":[]}                            | ["body","client_config"]
                    {"message":"Hi","generate_chat_name":"true"}                   | ["body","generate_chat_name"]
                    {"message":"Hi","generate_chat_name":1}                        | ["body","generate_chat_name"]
                    {"message":"Hi","thread_id":7}                                 | ["body","thread_id"]
                    {"message":"Hi","thread_id":" "}                               | ["body","thread_id"]
                    """)
    void field_isWrong_is422AtThatField(String body, String loc) throws Exception {
        for (String path : List.of(PLAIN, STREAM)) {
            ServiceAnswer answer = client.post(path, body);

            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
            assertThat(locations(answer)).containsExactly(loc);
            assertThat(answer.body().at("/detail/0/msg").asText()).isNotBlank();
            assertThat(answer.body().at("/detail/0/type").asText()).isNotBlank();
        }
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void threadId_isLongerThan256Characters_is422() throws Exception {
        ServiceAnswer refused = client.post(PLAIN, threadId(257));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(locations(refused)).containsExactly("[\"body\",\"thread_id\"]");
        assertThat(client.post(PLAIN, threadId(256)).status()).isEqualTo(200);
    }

    @Test
    void fileIds_areParts_ofTheUsersMessage() throws Exception {
        ServiceAnswer answer = client.post(PLAIN, "{\"message\":\"text Read\",\"file_ids\":[\"file-1\",\"file-2\"]}");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Read");
        assertThat(Model.lastInput().getLast().path("content").findValuesAsText("file_id"))
                .containsExactly("file-1", "file-2");
    }

    @Test
    void fields_areWrongInSeveralPlaces_areAllReported() throws Exception {
        ServiceAnswer answer = client.post(
                PLAIN,
                "{\"message\":[{},\"x\"],\"chat_history\":[1,{},2],\"recipient_agent\":\"Nobody\",\"user_context\":7}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(locations(answer))
                .containsExactlyInAnyOrder(
                        "[\"body\",\"message\",0]",
                        "[\"body\",\"message\",1]",
                        "[\"body\",\"chat_history\",0]",
                        "[\"body\",\"chat_history\",2]",
                        "[\"body\",\"recipient_agent\"]",
                        "[\"body\",\"user_context\"]");
    }

    @Test
    void recipient_isUnknown_isToldWhoIsThere() throws Exception {
        ServiceAnswer answer = client.post("/team/get_response", "{\"message\":\"Hi\",\"recipient_agent\":\"ceo\"}");

        assertThat(answer.body().at("/detail/0/msg").asText()).contains("ceo", "CEO", "Developer", "Analyst");
    }

    @Test
    void fields_areNull_areAsIfTheyWereNotThere() throws Exception {
        ServiceAnswer answer = client.post(
                PLAIN,
                "{\"message\":\"text Good day\",\"chat_history\":null,\"recipient_agent\":null,\"file_ids\":null,"
                        + "\"file_urls\":null,\"additional_instructions\":null,\"user_context\":null,"
                        + "\"generate_chat_name\":null,\"thread_id\":null,\"client_config\":null}");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Good day");
    }

    @Test
    void fields_areEmptyOrUnknown_areIgnored() throws Exception {
        ServiceAnswer answer = client.post(
                PLAIN,
                "{\"message\":\"text Good day\",\"chat_history\":[],\"file_ids\":[],\"file_urls\":{},"
                        + "\"client_config\":{},\"user_context\":{},\"favourite_colour\":\"blue\"}");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Good day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                           | ["body","run_id"]
                    {"run_id":null}                              | ["body","run_id"]
                    {"run_id":7}                                 | ["body","run_id"]
                    {"run_id":"x","cancel_mode":""}              | ["body","cancel_mode"]
                    {"run_id":"x","cancel_mode":7}               | ["body","cancel_mode"]
                    {"run_id":"x","cancel_mode":"now"}           | ["body","cancel_mode"]
                    {"run_id":"x","cancel_mode":"IMMEDIATE"}     | ["body","cancel_mode"]
                    """)
    void cancel_fieldIsWrong_is422AtThatField(String body, String loc) throws Exception {
        ServiceAnswer answer = client.post(CANCEL, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(locations(answer)).containsExactly(loc);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-run", "../../etc/passwd", "\\u0000"})
    void cancel_runIsUnknown_is404(String runId) throws Exception {
        ServiceAnswer answer = client.post(CANCEL, "{\"run_id\":\"" + runId + "\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("detail").isTextual()).isTrue();
    }

    @Test
    void cancel_modeIsNull_isTheDefault() throws Exception {
        ServiceAnswer answer = client.post(CANCEL, "{\"run_id\":\"no-such-run\",\"cancel_mode\":null}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    }

    private void ask(String message) throws Exception {
        ServiceAnswer answer = client.post(PLAIN, "{\"message\":" + message + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String threadId(int length) {
        return "{\"message\":\"text Hi\",\"thread_id\":\"" + "t".repeat(length) + "\"}";
    }

    private static List<String> locations(ServiceAnswer answer) {
        List<String> locations = new ArrayList<>();
        answer.body()
                .path("detail")
                .forEach(fault -> locations.add(fault.path("loc").toString()));
        return locations;
    }

    private static String text(JsonNode content) {
        return content.isTextual() ? content.asText() : String.join("", content.findValuesAsText("text"));
    }
}
