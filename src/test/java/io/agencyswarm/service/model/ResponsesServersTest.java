package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers with variants of the Responses API, and models that send a turn in several messages. */
@QuarkusTest
@TestProfile(OddModelProfile.class)
@Timeout(60)
class ResponsesServersTest {

    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private static final String CREATED = event("{'type':'response.created','response':{}}");
    private static final String COMPLETED = event("{'type':'response.completed','response':{'output':[]}}");
    private static final String ALL = STREAM + CREATED + done(message("msg_9", "That is all.")) + COMPLETED;
    private static final String ADD =
            "{'type':'function_call','id':'fc_1','call_id':'c1','name':'add','arguments':'{`a`:3,`b`:4}'}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + OddModelProfile.TOKEN);
    }

    @Test
    void turn_ofTwoMessages_isAnsweredWithBoth() throws Exception {
        plays(CREATED + done(message("msg_1", "Point one. ")) + done(message("msg_2", "Point two.")) + COMPLETED);

        assertThat(client.ask("basic", "Work it out").response()).isEqualTo("Point one. Point two.");
    }

    @Test
    void turn_withCommentary_isAnsweredWithTheFinalAnswer() throws Exception {
        plays(CREATED + done(phase("commentary", "Let me see. ")) + done(phase("final_answer", "Nine.")) + COMPLETED);

        ServiceAnswer answer = client.ask("basic", "Work it out");

        assertThat(answer.response()).isEqualTo("Nine.");
        assertThat(Cancels.kinds(answer.newMessages())).containsExactly("user", "assistant", "assistant");
    }

    @Test
    void turn_ofTwoMessages_isJudgedAsAWhole() throws Exception {
        plays(CREATED + done(message("msg_1", "SHOUT it out.")) + done(message("msg_2", "Please do.")) + COMPLETED);

        assertThat(client.ask("guarded", "Work it out").response()).isEqualTo("That is all.");
        assertThat(OddModelServer.lastBody().toString()).contains("Do not shout: rewrite it.");
    }

    @Test
    void turn_ofTwoMessages_isReadAsOneTypedAnswer() throws Exception {
        plays(CREATED
                + done(message("msg_1", "{`answer`:`yes`,"))
                + done(message("msg_2", "`confidence`:0.5}"))
                + COMPLETED);

        ServiceAnswer answer = client.ask("typed", "Judge");

        assertThat(answer.body().path("response")).isEqualTo(json("{'answer':'yes','confidence':0.5}"));
        assertThat(OddModelServer.requests()).isEqualTo(1);
    }

    @Test
    void turn_ofTwoMessagesOfColleague_isReportedToAgentThatAsked() throws Exception {
        String call = "{'type':'function_call','id':'fc_1','call_id':'c1','name':'send_message','arguments':"
                + "'{`recipient_agent`:`Developer`,`message`:`Build`,`additional_instructions`:``}'}";
        OddModelServer.plays(connection -> connection.send(
                switch (connection.request()) {
                    case 1 -> STREAM + CREATED + done(call) + COMPLETED;
                    case 2 ->
                        STREAM + CREATED + done(message("msg_1", "Half ")) + done(message("msg_2", "done")) + COMPLETED;
                    default -> ALL;
                }));

        assertThat(client.ask("team", "Plan").response()).isEqualTo("That is all.");
        assertThat(OddModelServer.lastBody().findValuesAsText("output")).containsExactly("Half done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The turn with a call is complete, and the call is …
                "DONE{'type':'response.completed','response':{'output':[CALL]}}",
                // … in the last event only,
                "{'type':'response.completed','response':{'output':[CALL]}}",
                "{'type':'response.done','response':{'status':'completed','output':[CALL]}}",
                // or in deltas only.
                "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','id':'fc_1',"
                        + "'call_id':'c1','name':'add','arguments':''}}\n\n"
                        + "{'type':'response.function_call_arguments.delta','item_id':'fc_1','output_index':0,"
                        + "'delta':'{`a`:3,'}\n\n"
                        + "{'type':'response.function_call_arguments.delta','item_id':'fc_1','output_index':0,"
                        + "'delta':'`b`:4}'}\n\nEND"
            })
    void call_inAnyEvent_isRunOnce(String events) throws Exception {
        plays(CREATED + events(events));

        StreamedAnswer answer = client.stream("basic", "Add");

        assertRan(answer, "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'function_call','id':'fc_1','call_id':'c1','name':'add','arguments':{'a':3,'b':4}}",
                "{'type':'function_call','id':'fc_1','name':'add','arguments':'{`a`:3,`b`:4}'}",
                "{'type':'function_call','id':'fc_1','call_id':'','name':'add','arguments':'{`a`:3,`b`:4}'}",
                "{'type':'function_call','call_id':null,'name':'add','arguments':'{`a`:3,`b`:4}'}",
                "{'type':'function_call','id':'call_1','status':'completed','name':'add','arguments':{'a':3,'b':4}}"
            })
    void call_inAnotherForm_isRunAndGoesBackInOpenAis(String call) throws Exception {
        for (String events : List.of("DONE" + "END", "{'type':'response.completed','response':{'output':[CALL]}}")) {
            plays(CREATED + events(events).replace(sse(ADD), sse(call)));

            StreamedAnswer answer = client.stream("basic", "Add");

            assertRan(answer, "7");
            assertThat(answer.newMessages().get(1).path("arguments").isTextual())
                    .isTrue();
            JsonNode sent = OddModelServer.lastBody().path("input").get(1);
            assertThat(sent.path("arguments").isTextual()).isTrue();
            assertThat(sent.path("call_id").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'null'", "{}", "'{}'"})
    void call_withoutArguments_hasNone(String arguments) throws Exception {
        plays(CREATED
                + done("{'type':'function_call','id':'fc_1','call_id':'c1','name':'whoami','arguments':" + arguments
                        + "}")
                + COMPLETED);

        ServiceAnswer answer = client.ask("team", "Who am I?");

        assertThat(answer.response()).as(answer.text()).isEqualTo("That is all.");
        assertThat(answer.newMessages().get(1).path("arguments").asText()).isEqualTo("{}");
        assertThat(OddModelServer.lastBody().findValuesAsText("arguments")).containsExactly("{}");
    }

    @Test
    void call_doneBesideOneThatIsNot_isRunOnceAndSoIsOther() throws Exception {
        String other = ADD.replace("fc_1", "fc_2").replace("c1", "c2").replace("3", "5");
        plays(CREATED
                + done(ADD)
                + event("{'type':'response.completed','response':{'output':[" + ADD + "," + other + "]}}"));

        StreamedAnswer answer = client.stream("basic", "Add");

        assertRan(answer, "7", "9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_text.delta','item_id':'m','output_index':0,'delta':'Good '}\n\n"
                        + "{'type':'response.output_text.delta','item_id':'m','output_index':0,'delta':'day.'}\n\n"
                        + "{'type':'response.completed','response':{'output':[{'type':'message','id':'m',"
                        + "'role':'assistant','content':[{'type':'output_text','text':'Good day.'}]}]}}",
                "{'type':'response.output_text.delta','item_id':'m','delta':'Good '}\n\n"
                        + "{'type':'response.output_text.delta','item_id':'m','delta':'day.'}\n\n"
                        + "{'type':'response.output_text.done','item_id':'m','text':'Good day.'}\n\nEND",
                "{'type':'response.output_text.delta','delta':'Good day.'}\n\n{'type':'response.completed'}"
            })
    void text_noWholeItem_isAnswerAndInNewMessages(String events) throws Exception {
        plays(CREATED + events(events));

        StreamedAnswer answer = client.stream("basic", "Say");

        assertThat(answer.errors()).isEmpty();
        assertThat(Cancels.kinds(answer.newMessages())).containsExactly("user", "assistant");
        assertThat(answer.newMessages().get(1).at("/content/0/text").asText()).isEqualTo("Good day.");
        assertThat(answer.happenings()).containsOnlyOnce("message_output_created");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'max_output_tokens'|cut off by max_output_tokens in the middle of a call of add, which was not run; raise the agent's maxOutputTokens (ModelSettings), or ask for less.",
                "'content_filter'|cut off by content_filter in the middle of a call of add, which was not run",
                "'model_context_window_exceeded'|the conversation is too long for the model",
                "'pause_turn'|cut off by pause_turn in the middle of a call of add, which was not run.",
                "null|cut off by a limit that it did not name in the middle of a call of add, which was not run; if it is the limit of output tokens"
            })
    void call_limitCutOff_isNotRun(String reason, String message) throws Exception {
        String end =
                event("{'type':'response.incomplete','response':{'incomplete_details':{'reason':" + reason + "}}}");
        for (String call :
                List.of(ADD, ADD.replace(",`b`:4}", ""), ADD.replace("'id'", "'status':'incomplete','id'"))) {
            OddModelServer.answers(STREAM + CREATED + done(call) + end);
            StreamedAnswer answer = client.stream("basic", "Add");

            assertThat(answer.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.path("error").asText())
                            .startsWith("Agent Assistant: the model's answer was ")
                            .contains(message));
            assertThat(Cancels.kinds(answer.newMessages())).containsExactly("user");
            assertThat(answer.happenings()).doesNotContain("tool_output");
            assertThat(OddModelServer.requests()).isEqualTo(1);
        }
    }

    @Test
    void call_incompleteInWholeAnswer_isNotRun() throws Exception {
        OddModelServer.answers(STREAM + CREATED + done(ADD.replace("'id'", "'status':'incomplete','id'")) + COMPLETED);

        assertThat(client.ask("basic", "Add").body().path("error").asText())
                .startsWith("Agent Assistant: ")
                .contains("a call of add, which was not run", "maxOutputTokens");
        assertThat(OddModelServer.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'error':{'message':'went away','type':'None','code':'400'}}\n\ndata: [DONE]\n\n",
                "event: error\ndata: {'message':'went away','code':500}\n\n",
                "data: {'object':'error','message':'went away','type':'InternalServerError','code':500}\n\n",
                "data: {'type':'error','error':{'message':'went away'}}\n\n",
                "data: {'type':'response.failed','response':{'error':{'code':'went away','message':null}}}\n\n"
            })
    void failure_firstOrLater_isReportedAsServerSaysIt(String failure) throws Exception {
        for (String before :
                List.of("", CREATED, CREATED + event("{'type':'response.output_text.delta','delta':'We'}"))) {
            OddModelServer.answers(STREAM + before + sse(failure));

            ServiceAnswer answer = client.ask("basic", "Say");
            assertThat(answer.body().path("error").asText())
                    .as(answer.text())
                    .startsWith("Agent Assistant: ")
                    .contains("went away")
                    .doesNotContain("not JSON", "is its address right");
        }
    }

    @Test
    void failure_repeatsKey_isStreamedWithoutIt() throws Exception {
        OddModelServer.answers(
                STREAM + CREATED + event("{'type':'error','message':'Wrong key " + OddModelServer.KEY + ".'}"));

        assertThat(client.stream("basic", "Say").frames().toString())
                .contains("Wrong key")
                .doesNotContain(OddModelServer.KEY);
    }

    @Test
    void reasoning_withAStatus_goesBackWithoutIt() throws Exception {
        plays(CREATED
                + done("{'type':'reasoning','id':'rs_1','status':'completed','summary':[],'content':null,"
                        + "'encrypted_content':null}")
                + done(ADD)
                + COMPLETED);

        assertThat(client.ask("basic", "Add").response()).isEqualTo("That is all.");
        assertThat(OddModelServer.lastBody().path("input").get(1))
                .isEqualTo(json("{'type':'reasoning','id':'rs_1','summary':[]}"));
    }

    @Test
    void history_ofThePythonService_goesInOpenAisForm() throws Exception {
        OddModelServer.answers(ALL);
        ObjectNode body = ServiceClient.says("Go on");
        ArrayNode history = body.putArray("chat_history");
        for (String item : List.of(
                "{'role':'user','content':'Add.'}",
                "{'type':'reasoning','id':'__fake_id__','summary':[],'provider_data':{}}",
                "{'type':'function_call','id':'__fake_id__','call_id':'c','name':'add','arguments':{'a':4,'b':5},"
                        + "'provider_data':{'model':'x'}}",
                "{'type':'function_call','id':'c','call_id':'c','name':'add','arguments':null}",
                "{'type':'function_call_output','call_id':'c','output':'9'}",
                "{'type':'function_call_output','call_id':'c','output':'none'}",
                "{'type':'message','role':'assistant','id':'chatcmpl-1','citations':[{'file_id':'f'}],'content':"
                        + "[{'type':'output_text','text':'9','annotations':[],'logprobs':null}]}")) {
            history.add(Model.item(sse(item), "Assistant", ""));
        }

        assertThat(client.ask("basic", body).response()).isEqualTo("That is all.");
        JsonNode input = OddModelServer.lastBody().path("input");
        String second = input.get(2).path("call_id").asText();
        assertThat(second).isNotIn("c", "");
        assertThat(input).isEqualTo(json("""
                {'i':[
                {'role':'user','content':'Add.'},
                {'type':'function_call','call_id':'c','name':'add','arguments':'{`a`:4,`b`:5}'},
                {'type':'function_call','call_id':'SECOND','name':'add','arguments':'{}'},
                {'type':'function_call_output','call_id':'c','output':'9'},
                {'type':'function_call_output','call_id':'SECOND','output':'none'},
                {'type':'message','role':'assistant','content':[{'type':'output_text','text':'9','annotations':[]}]},
                {'type':'message','role':'user','content':'Go on'}]}
                """.replace("SECOND", second)).path("i"));
    }

    private void assertRan(StreamedAnswer answer, String... outputs) {
        assertThat(answer.errors()).isEmpty();
        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly(outputs);
        assertThat(answer.happenings().stream().filter("tool_called"::equals)).hasSize(outputs.length);
        assertThat(answer.happenings().stream().filter("tool_output"::equals)).hasSize(outputs.length);
        assertThat(OddModelServer.lastBody().findValuesAsText("output")).containsExactly(outputs);
        assertThat(OddModelServer.requests()).isEqualTo(2);
    }

    /** Answers the first request with these events, and the others with "That is all." */
    private static void plays(String events) {
        OddModelServer.plays(connection -> connection.send(connection.request() == 1 ? STREAM + events : ALL));
    }

    /**
     * Events with an empty line between them; the words in capitals stand for a complete call and for the last event.
     */
    private static String events(String events) {
        StringBuilder all = new StringBuilder();
        for (String event :
                events.replace("DONE", "DONE\n\n").replace("END", "\n\nEND").split("\n\n")) {
            all.append(
                    switch (event) {
                        case "" -> "";
                        case "DONE" -> done(ADD);
                        case "END" -> COMPLETED;
                        default -> event(event.replace("CALL", ADD));
                    });
        }
        return all.toString();
    }

    private static String phase(String phase, String text) {
        return message("msg_" + phase, text).replace("'role'", "'phase':'" + phase + "','role'");
    }

    private static String message(String id, String text) {
        return "{'type':'message','id':'" + id + "','role':'assistant','content':[{'type':'output_text','text':'" + text
                + "'}]}";
    }

    private static String done(String item) {
        return event("{'type':'response.output_item.done','item':" + item + "}");
    }

    private static String event(String json) {
        return "data: " + sse(json) + "\n\n";
    }

    /** {@code '} stands for {@code "}, and {@code `} for one within a text. */
    private static String sse(String json) {
        return json.replace('\'', '"').replace("`", "\\\"");
    }

    private static JsonNode json(String text) {
        return Json.readOwn(sse(text).getBytes(StandardCharsets.UTF_8));
    }
}
