package io.agencyswarm.service.tool;

import static io.agencyswarm.service.ServiceClient.delegate;
import static io.agencyswarm.service.ServiceClient.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.DrawingTools;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.OwnLogin;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools that end a turn, run one at a time, or exist only for some callers. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ToolRulesTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    /** Callers without a subject share the cache of quick replies. */
    @Test
    void rolesAllowed_quickReplyAnsweredWithTheTool_isNotGivenToOtherCallers() throws Exception {
        String reply = "call vault {} ;; text Open";
        ServiceAnswer answer = client.with(OwnLogin.ROLE, "keeper").ask("ruled", reply);
        assertThat(answer.response()).isEqualTo("Open");
        assertThat(Model.lastOutputs()).containsExactly("gold");
        Model.forget();

        client.ask("ruled", reply);

        assertThat(Model.lastOutputs()).singleElement().asString().startsWith("There is no tool named \"vault\".");
    }

    @Test
    void endsTurn_itsOutput_isTheAnswerAndTheModelIsNotAskedAgain() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call total {\"a\":1,\"b\":2} ;; text Not asked");

        assertThat(answer.body().path("response").toString()).isEqualTo("\"3\"");
        assertThat(Model.requests()).hasSize(1);
        Model.assertGoesOn(client, "ruled", answer.newMessages());
    }

    @Test
    void endsTurn_inAStream_hasNoMessage() throws Exception {
        StreamedAnswer streamed = client.stream("ruled", "call total {\"a\":1,\"b\":2} ;; text Not asked");

        assertThat(streamed.happenings()).endsWith("tool_output", "messages", "end");
        assertThat(streamed.happenings()).doesNotContain("message_output_created");
    }

    @Test
    void endsTurn_withAPicture_isThePicture() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call draw {} ;; text Not asked");

        assertThat(answer.body().at("/response/type").asText()).isEqualTo("image");
        assertThat(answer.body().at("/response/image_url").asText()).endsWith(DrawingTools.PNG);
    }

    @Test
    void endsTurn_besideOtherCalls_waitsForThem() throws Exception {
        ServiceAnswer answer = client.ask(
                "ruled",
                "call hall {} & call total {\"a\":1,\"b\":2} & call total {\"a\":3,\"b\":4} ;; text Not asked");

        assertThat(answer.response()).isEqualTo("3");
        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly("alone", "3", "7");
    }

    @Test
    void endsTurn_fails_isReportedToModel() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call stumble {} & call total {\"a\":\"x\"} ;; text Went on");

        assertThat(answer.response()).isEqualTo("Went on");
        assertThat(Model.lastOutputs().getFirst()).isEqualTo("An error occurred in the tool stumble: It fell.");
    }

    @Test
    void endsTurn_inADelegatedRun_isTheAnswerToTheParent() throws Exception {
        ServiceAnswer answer =
                client.ask("ruled", delegate("Second", "call total {\"a\":1,\"b\":2}") + " ;; text All done");

        assertThat(answer.response()).isEqualTo("All done");
        assertThat(Model.lastOutputs()).containsExactly("3");
    }

    /** The agent's guardrail rejects answers with 13. */
    @Test
    void endsTurn_outputGuardrailRefuses_asksModel() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call total {\"a\":6,\"b\":7} ;; text Fourteen");

        assertThat(answer.response()).isEqualTo("Fourteen");
        assertThat(Model.lastInput().getLast().path("content").asText()).isEqualTo("No such numbers.");
    }

    @Test
    void oneAtATime_callsOfOneTurn_runAloneInTheirOrder() throws Exception {
        client.ask("ruled", "call hall {} & call hall {} ;; text Done");
        assertThat(Model.lastOutputs()).as("without the rule").containsExactly("in company", "in company");

        client.ask("ruled", "call till {} & call hall {} & call till {} ;; text Done");
        assertThat(Model.lastOutputs()).containsExactly("alone", "alone", "alone");
    }

    @Test
    void oneAtATime_callsOfDelegatedRuns_waitForEachOther() throws Exception {
        String ask = delegate("Second", "call till {} ;; text Back");
        client.ask("ruled", ask + " & " + ask.replace("Second", "Third") + " ;; text Done");

        assertThat(Model.requests().stream()
                        .flatMap(request -> request.path("input").valueStream())
                        .filter(item -> item.path("type").asText().equals("function_call_output"))
                        .map(item -> item.path("output").asText()))
                .contains("alone")
                .doesNotContain("in company");
    }

    /** It would wait for itself. */
    @Test
    void oneAtATime_calledByAnAgentThatTheToolAsks_isRefused() throws Exception {
        String inner = "call relay {\"script\":\"text Never asked\"} ;; text Back";
        ServiceAnswer answer =
                client.ask("ruled", "call relay " + Json.object().put("script", inner) + " ;; text Done");

        assertThat(answer.response()).isEqualTo("Done");
        assertThat(Model.lastOutputs()).containsExactly("Back");
        assertThat(Model.requests().toString())
                .contains("The tool relay allows one call at a time, and a call of it is waiting");
    }

    /** Each holds one tool and needs the other: if both waited, none would end. */
    @Test
    void oneAtATime_toolsThatCallEachOtherInACircle_areRefused() throws Exception {
        String second = delegate("Second", holding("left", "right"));
        String third = delegate("Third", holding("right", "left"));
        ServiceAnswer answer = client.ask("ruled", second + " & " + third + " ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertThat(Model.lastOutputs()).containsExactly("Back", "Back");
        assertThat(Model.requests().toString()).contains("and another call of it is running. Continue without it.");
    }

    /** A call of one tool that calls the other one. */
    private static String holding(String tool, String other) {
        String inner = "call " + other + " {\"script\":\"\"} ;; text Asked";
        return "call " + tool + " " + Json.object().put("script", inner) + " ;; text Back";
    }

    @Test
    void enabledIf_whileTheConditionDoesNotHold_hidesTheTool() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call lamp {} ;; text Dark");

        assertThat(answer.response()).isEqualTo("Dark");
        assertThat(offered(Model.requests().getFirst())).contains("total").doesNotContain("lamp");
        assertThat(Model.lastOutputs().getFirst())
                .startsWith("There is no tool named \"lamp\". Tools that can be called: ")
                .doesNotContain("lamp,", "lamp.");
        assertThat(client.post("/tool/lamp", "{}").status()).isEqualTo(404);
    }

    @Test
    void enabledIf_onceTheConditionHolds_offersTheTool() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call turn {\"on\":true} ;; call lamp {} ;; text Light");

        assertThat(answer.response()).isEqualTo("Light");
        assertThat(Model.lastOutputs()).containsExactly("turned", "lit");
        assertThat(offered(Model.requests().get(1))).contains("lamp");
    }

    /** The tools at the time of the model request count, whatever a concurrent call changes. */
    @Test
    void enabledIf_changedWithinTheTurn_countsFromTheNextOn() throws Exception {
        client.ask("ruled", "call turn {\"on\":true} & call lamp {} ;; text Dark");

        assertThat(Model.lastOutputs().getLast()).startsWith("There is no tool named \"lamp\".");
    }

    @Test
    void enabledIf_fails_endsRunWithSentence() throws Exception {
        ObjectNode request = says("text Hi");
        request.putObject("user_context").put("switch", "broken");
        StreamedAnswer streamed = client.stream("ruled", request);

        assertThat(streamed.errors().getFirst().path("error").asText())
                .isEqualTo("The condition of the tool lamp (@EnabledIf) failed: The switch is broken.");
        assertThat(streamed.happenings()).endsWith("messages", "end");
    }

    @Test
    void rolesAllowed_callerWithoutARole_isToldOfNoSuchTool() throws Exception {
        ServiceAnswer answer = client.ask("ruled", "call vault {} ;; text Locked");

        assertThat(answer.response()).isEqualTo("Locked");
        assertThat(offered(Model.requests().getFirst())).doesNotContain("vault");
        assertThat(Model.lastOutputs().getFirst()).startsWith("There is no tool named \"vault\".");
        ServiceAnswer direct = client.post("/tool/vault", "{}");
        assertThat(direct.status()).isEqualTo(404);
        assertThat(direct.text()).doesNotContain("vault");
    }

    @Test
    void strict_isTrueWhereTheSchemaAllowsIt() throws Exception {
        client.ask("ruled", "text Hi");

        JsonNode tools = Model.requests().getFirst().path("tools");
        for (JsonNode tool : tools) {
            assertThat(tool.path("strict").asBoolean())
                    .as(tool.path("name").asText())
                    .isNotEqualTo(tool.path("name").asText().equals("greet"));
            if (tool.path("strict").asBoolean()) {
                assertThat(tool.at("/parameters/required").isArray()).isTrue();
            }
        }
        assertThat(offered(Model.requests().getFirst())).contains("greet", "total", "hall", "send_message");
    }

    private static List<String> offered(JsonNode request) {
        return request.path("tools").findValuesAsText("name");
    }
}
