package io.agencyswarm.service.run;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.TightProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Low limits that are reached: each answer says so, and the service continues. */
@QuarkusTest
@TestProfile(TightProfile.class)
@Timeout(60)
class TightLimitsTest {

    private static final String ADD = "call add {\"a\":1,\"b\":2} ;; ";

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);
        Model.forget();
    }

    @Test
    void body_overTheLimit_is413() throws Exception {
        ServiceAnswer refused = client.ask("basic", "x".repeat(66_000));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body().path("detail").asText()).contains("65536", "quarkus.http.limits.max-body-size");
        assertThat(client.ask("basic", "text " + "x".repeat(60_000)).status()).isEqualTo(200);
    }

    @Test
    void body_overTheLimitWithoutALength_is413() throws Exception {
        ServiceAnswer refused = client.postInChunks("/basic/get_response", "x".repeat(70_000));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body().path("detail").asText()).contains("65536", "quarkus.http.limits.max-body-size");
    }

    @Test
    void body_ofARefusedRequestOverTheLimit_closesTheConnection() throws Exception {
        try (RawHttp refused = RawHttp.to(base)) {
            refused.send("PUT /basic/get_response HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nAuthorization: Bearer " + TightProfile.TOKEN
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(refused.reply().status()).isEqualTo(405);

            refused.send("11171\r\n" + "x".repeat(0x11171));

            // An operating system resets the connection if some of the bytes are still unread.
            assertThatCode(refused::awaitClosed)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isNull(), e -> assertThat(e).isExactlyInstanceOf(SocketException.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{},", "{\"a\":1},", "[{}],"})
    void body_withinTheLimitButOfNothingButSmallValues_is413(String unit) throws Exception {
        String values = unit.repeat(40_000 / unit.length());
        ServiceAnswer refused =
                client.post("/basic/get_response", "{\"message\":\"text Hi\",\"chat_history\":[" + values + "{}]}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body().path("detail").asText()).contains("so many values", "65536");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "hang"})
    void model_isSilent_failsTheRunAndIsLeft(String script) throws Exception {
        ServiceAnswer plain = client.ask("basic", script);

        assertThat(plain.status()).isEqualTo(500);
        assertThat(plain.body().path("error").asText())
                .startsWith("Agent Assistant: ")
                .contains("silent for 1000 ms", "agency-swarm.model.read-timeout");
        Model.awaitClosed();
        assertThat(Model.requests()).as("requests to a server that is silent").hasSize(1);

        StreamedAnswer streamed = client.stream("basic", script);
        assertThat(streamed.errors()).singleElement().asString().contains("silent for 1000 ms");
        assertThat(Cancels.kinds(streamed.newMessages())).containsExactly("user");
        assertThat(streamed.frames().getLast().name()).isEqualTo("end");
        Model.awaitClosed();
        assertThat(client.ask("basic", "text Still here").response()).isEqualTo("Still here");
    }

    @Test
    void toolAndClient_takeLongerThanTheModelMay_areNotTheModelsSilence() throws Exception {
        ServiceAnswer answer = client.ask("basic", "call wait {\"millis\":1500} ;; text Rested");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Rested");
    }

    @Test
    void cancel_runDoesNotStopInTime_isReported() throws Exception {
        try (LiveStream stream = client.open("workshop", "call hold {\"gate\":\"slow\"} ;; text Done")) {
            String runId = stream.runId();
            gates.awaitEntered("slow");
            ServiceAnswer late =
                    client.cancelLater("workshop", runId, "after_turn").get(30, TimeUnit.SECONDS);

            assertThat(late.status()).isEqualTo(200);
            assertThat(late.body().path("ok").booleanValue()).isTrue();
            assertThat(late.body().path("timed_out").booleanValue()).isTrue();
            assertThat(late.newMessages()).isEmpty();
            gates.open("slow");
            assertThat(stream.rest().messages().path("cancelled").booleanValue())
                    .isTrue();
        }
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void run_wouldMakeOneModelRequestTooMany_fails() throws Exception {
        assertThat(client.ask("basic", ADD.repeat(5) + "text Done").response()).isEqualTo("Done");

        Model.forget();
        StreamedAnswer streamed = client.stream("basic", ADD.repeat(6) + "text Done");

        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .startsWith("Agent Assistant ")
                        .contains("6", "agency-swarm.limits.model-requests"));
        assertThat(Model.requests()).hasSize(6);
        assertThat(streamed.newMessages()).hasSize(1 + 6 * 2);
        assertThat(streamed.messages().at("/usage/request_count").asInt()).isEqualTo(6);
        Model.assertGoesOn(client, "basic", streamed.newMessages());
    }

    @Test
    void run_makesTooManyModelRequestsBelow_failsAsAWhole() throws Exception {
        ServiceAnswer answer =
                client.ask("team", delegate("Developer", ADD.repeat(6) + "text Done") + " ;; text So be it");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error").asText())
                .startsWith("Agent Developer ")
                .contains("agency-swarm.limits.model-requests");
        assertThat(Model.requests()).hasSize(6);
    }

    @Test
    void delegation_isTooDeep_isReportedToModel() throws Exception {
        String third = delegate("Developer", "text Too deep") + " ;; text I had to stay";
        String second = delegate("CEO", third) + " ;; text CEO stayed";
        ServiceAnswer answer = client.ask("team", delegate("Developer", second) + " ;; text All told");

        assertThat(answer.response()).as(answer.text()).isEqualTo("All told");
        assertThat(answer.newMessages().findValuesAsText("output"))
                .anySatisfy(output -> assertThat(output)
                        .contains("agent CEO", "2 levels", "Developer", "agency-swarm.limits.delegation-depth"));
        assertThat(answer.text()).doesNotContain("\"text\":\"Too deep\"");
        assertThat(Model.requests()).hasSize(6);
    }

    @Test
    void logs_areOff_are404() throws Exception {
        client.with("x-agency-log-id", "off").ask("basic", "text Hi");

        assertThat(client.get("/get_logs?log_id=off").status()).isEqualTo(404);
        assertThat(client.post("/get_logs", "{\"log_id\":\"off\"}").status()).isEqualTo(404);
        assertThat(client.post("/get_logs", "{}").status()).isEqualTo(404);
    }
}
