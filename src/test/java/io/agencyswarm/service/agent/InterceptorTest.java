package io.agencyswarm.service.agent;

import static io.agencyswarm.service.ServiceClient.delegate;
import static io.agencyswarm.service.ServiceClient.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beans that act on runs. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class InterceptorTest {

    private static final String SUM = "call hall {} ;; text Done";
    private static final String TOTAL = "call total {\"a\":1,\"b\":2} ;; text Not asked";

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void beforeModel_changesInput_changesThisRequestAlone() throws Exception {
        ServiceAnswer answer = client.ask("ruled", asked("text Mine", "before_model", "change"));

        assertThat(answer.response()).isEqualTo("Other");
        assertThat(Model.requests().getFirst().path("instructions").asText()).endsWith(" Be kind.");
        assertThat(answer.newMessages().get(0).path("content").asText()).isEqualTo("text Mine");
    }

    @Test
    void beforeModel_refuses_answersWithoutModel() throws Exception {
        StreamedAnswer streamed = client.stream("ruled", asked("text Mine", "before_model", "refuse"));

        assertThat(Model.requests()).isEmpty();
        assertThat(streamed.happenings()).endsWith("message_output_created", "messages", "end");
        assertThat(streamed.newMessages().get(1).path("content").asText()).isEqualTo("A sentence.");
        assertThat(streamed.newMessages().get(1).path("message_origin").asText())
                .isEqualTo("interceptor_message");
        Model.assertGoesOn(client, "ruled", streamed.newMessages());
    }

    @Test
    void beforeTool_changesArguments_reachesTool() throws Exception {
        ServiceAnswer answer = client.ask("ruled", asked(TOTAL, "before_tool", "change"));

        assertThat(answer.response()).isEqualTo("42");
        assertThat(answer.newMessages().get(1).path("arguments").asText()).contains("\"a\":1");
    }

    @Test
    void beforeTool_refuses_isReportedToModelAndToolIsNotCalled() throws Exception {
        ServiceAnswer answer =
                client.ask("ruled", asked("call turn {\"on\":true} ;; text Done", "before_tool", "refuse"));

        assertThat(answer.response()).isEqualTo("Done");
        assertThat(Model.lastOutputs()).containsExactly("A sentence.");
        assertThat(Model.requests().getLast().path("tools").findValuesAsText("name"))
                .as("what the tool would have switched on")
                .doesNotContain("lamp");
    }

    @Test
    void afterTool_replacesOutput_onlyReplacementIsVisible() throws Exception {
        StreamedAnswer streamed = client.stream("ruled", asked(SUM, "after_tool", "change"));

        String changed = "hall said \"alone\", and later";
        assertThat(Model.lastOutputs()).containsExactly(changed);
        assertThat(streamed.frames().stream()
                        .filter(frame -> frame.what().equals("tool_output"))
                        .map(frame -> frame.event().at("/item/output").asText()))
                .containsExactly(changed);
        assertThat(streamed.newMessages().findValuesAsText("output")).containsExactly(changed);
    }

    @Test
    void afterTool_refuses_replacesOutputBySentence() throws Exception {
        client.ask("ruled", asked(SUM, "after_tool", "refuse"));

        assertThat(Model.lastOutputs()).containsExactly("A sentence.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop  | Agent First was stopped: A sentence.",
                "throw | Agent First: the interceptor Acting failed: It broke.",
                "nothing | Agent First: the interceptor Acting failed: it returned null instead of a Decision",
            })
    void anyHook_stopsOrFails_endsRunWithSentence(String wish, String sentence) throws Exception {
        for (String when : new String[] {"before_model", "before_tool", "after_tool"}) {
            StreamedAnswer streamed = client.stream("ruled", asked(SUM, when, wish));

            assertThat(streamed.errors()).as(when).hasSize(1);
            assertThat(streamed.errors().getFirst().path("error").asText()).startsWith(sentence);
            assertThat(streamed.happenings()).endsWith("messages", "end");
            ServiceAnswer answer = client.ask("ruled", asked(SUM, when, wish));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body().path("error").asText()).startsWith(sentence);
        }
    }

    @Test
    void stop_inADelegatedRun_endsTheWholeRun() throws Exception {
        String script = delegate("Second", "call hall {} ;; text Back") + " ;; text Went on";
        ServiceAnswer answer = client.ask("ruled", asked(script, "after_tool", "stop"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error").asText()).startsWith("Agent Second was stopped: A sentence.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold_model", "hold_tool"})
    void cancel_whileAnInterceptorWaits_endsTheRun(String when) throws Exception {
        String gate = UUID.randomUUID().toString();
        try (LiveStream live = client.open("ruled", asked(SUM, when, gate))) {
            String runId = live.await("meta").data().path("run_id").asText();
            gates.awaitEntered(gate);

            assertThat(client.cancel("ruled", runId).status()).isEqualTo(200);
            gates.awaitLeft(gate);
            assertThat(live.rest().happenings()).endsWith("messages", "end");
        }
    }

    private static ObjectNode asked(String script, String when, String wish) {
        ObjectNode request = says(script);
        request.putObject("user_context").put(when, wish);
        return request;
    }
}
