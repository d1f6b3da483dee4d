package io.agencyswarm.service.tool;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools that report progress. The format of the frames is the original's, as recorded. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ToolProgressTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private final String gate = UUID.randomUUID().toString();
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void progress_isInTheStream_whileTheToolWorks() throws Exception {
        try (LiveStream live = client.open("workshop", ServiceClient.says(call("paint") + " ;; text Done"))) {
            JsonNode typed =
                    live.await(frame -> frame.what().equals("progress")).event();
            gates.awaitEntered(gate);
            gates.open(gate);
            StreamedAnswer streamed = live.rest();

            List<String> order = streamed.happenings();
            int first = indexOf(streamed, "step 1");
            assertThat(first).isBetween(order.indexOf("tool_called"), order.indexOf("tool_output"));
            JsonNode untyped = streamed.frames().get(first + 1).data();
            assertThat(untyped.size()).as("fields beside data").isEqualTo(1);
            assertThat(untyped.at("/data/call_id").asText())
                    .isEqualTo(streamed.newMessages().get(1).path("call_id").asText());
            assertThat(untyped.path("data").has("agent")).isFalse();
            assertThat(typed.path("percent").asInt()).isEqualTo(50);
            assertThat(typed.path("agent").asText()).isEqualTo("Foreman");
            assertThat(typed.path("callerAgent").isNull()).isTrue();
            assertThat(typed.path("agent_run_id").asText())
                    .isEqualTo(
                            streamed.newMessages().get(1).path("agent_run_id").asText());
            assertThat(streamed.newMessages().toString()).doesNotContain("step 1", "half");
            assertThat(Model.requests().toString()).doesNotContain("step 1", "half");
        }
    }

    @Test
    void progress_ofADelegatedRun_saysWhoseItIs() throws Exception {
        gates.open(gate);
        StreamedAnswer streamed =
                client.stream("workshop", delegate("Worker", call("paint") + " ;; text Done") + " ;; text All done");

        JsonNode typed = streamed.frames().stream()
                .filter(frame -> frame.what().equals("progress"))
                .findFirst()
                .orElseThrow()
                .event();
        assertThat(typed.path("agent").asText()).isEqualTo("Worker");
        assertThat(typed.path("callerAgent").asText()).isEqualTo("Foreman");
        assertThat(typed.path("parent_run_id").asText())
                .isEqualTo(
                        streamed.newMessages().findValuesAsText("parent_run_id").getFirst());
    }

    @Test
    void progress_inPlainAnswer_isNotReported() throws Exception {
        gates.open(gate);
        ServiceAnswer answer = client.ask("workshop", call("paint") + " ;; text Done");

        assertThat(answer.response()).isEqualTo("Done");
        assertThat(answer.text()).doesNotContain("step 1", "half");
    }

    @Test
    void progress_ofCallThatWasGivenUp_isNotReported() throws Exception {
        String script = call("dawdle") + " ;; call hold {\"gate\":\"second " + gate + "\"} ;; text Done";
        try (LiveStream live = client.open("workshop", ServiceClient.says(script))) {
            live.await("tool_output");
            gates.open(gate);
            gates.awaitOpen("told " + gate);
            gates.open("second " + gate);

            StreamedAnswer streamed = live.rest();
            assertThat(indexOf(streamed, "too late")).isNegative();
            assertThat(streamed.happenings()).endsWith("messages", "end");
        }
    }

    @Test
    void progress_noJson_isFaultOfTool() throws Exception {
        ServiceAnswer answer = client.ask("workshop", "call mumble {} ;; text Went on");

        assertThat(answer.response()).isEqualTo("Went on");
        assertThat(Model.lastOutputs())
                .containsExactly(
                        "An error occurred in the tool mumble: the progress that it reported can't be written as"
                                + " JSON");
    }

    /** The tool waits for the client, and a cancel ends its wait. */
    @Test
    void cancel_withoutReader_endsToolThatReports() throws Exception {
        try (SseClient sleeper = client.raw("/workshop/get_response_stream")
                .receiveBuffer(65_536)
                .post(ServiceClient.says(call("babble") + " ;; text Done").toString())) {
            String runId = AnswerFrame.of(sleeper.readFrame().orElseThrow())
                    .data()
                    .path("run_id")
                    .asText();
            gates.awaitEntered(gate);
            assertThat(client.cancel("workshop", runId).status()).isEqualTo(200);

            gates.awaitOpen(gate);
        }
    }

    private String call(String tool) {
        return "call " + tool + " {\"gate\":\"" + gate + "\"}";
    }

    private static int indexOf(StreamedAnswer streamed, String text) {
        return streamed.frames().stream()
                .map(frame -> frame.event().asText())
                .toList()
                .indexOf(text);
    }
}
