package io.agencyswarm.service.run;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.CrowdedProfile;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The maximum number of concurrent runs, and the maximum size of one. */
@QuarkusTest
@TestProfile(CrowdedProfile.class)
@Timeout(60)
class AdmissionTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    /** After each test, its places must be free. */
    @AfterEach
    void placesAreFree() throws Exception {
        try (LiveStream first = enter();
                LiveStream second = enter()) {
            assertThat(first.runId()).isNotEqualTo(second.runId());
        }
        awaitFree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_response", "get_response_stream", "get_response_stream/", "get_response;a=b"})
    void request_pastTheLimit_is429AndComesToNoModel(String endpoint) throws Exception {
        try (LiveStream first = enter();
                LiveStream second = enter()) {
            first.runId();
            second.runId();

            ServiceAnswer refused = client.post("/basic/" + endpoint, "{\"message\":\"text Hi\"}");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(refused.body().path("detail").asText())
                    .contains("2 current runs", "agency-swarm.limits.concurrent-runs");
            Model.awaitRequests(2);
            assertThat(client.get("/basic/get_metadata").status()).isEqualTo(200);
        }
        awaitFree();
        assertThat(Model.requests()).hasSize(2 + 1);
    }

    @Test
    void tool_pastTheLimit_is429() throws Exception {
        try (LiveStream first = enter();
                LiveStream second = enter()) {
            first.runId();
            second.runId();

            ServiceAnswer refused = client.post("/tool/add", "{\"a\":1,\"b\":2}");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body().path("detail").asText()).contains("agency-swarm.limits.concurrent-runs");
        }
        awaitFree();
        assertThat(client.post("/tool/add", "{\"a\":1,\"b\":2}").text()).isEqualTo("{\"response\":3}");
    }

    @Test
    void cancel_whileAllPlacesAreTaken_freesOne() throws Exception {
        try (LiveStream first = enter();
                LiveStream second = enter()) {
            second.runId();
            Cancels.assertEndsCancelled(first, Cancels.cancel(client, "basic", first));
            awaitFree();
        }
        awaitFree();
    }

    @Test
    void getResponse_running_holdsReservationUntilAnswered() throws Exception {
        CompletableFuture<ServiceAnswer> slow =
                client.askLater("basic", ServiceClient.says("call wait {\"millis\":300}"));
        try (LiveStream other = enter()) {
            other.runId();
            Model.awaitRequests(2);
            assertThat(client.ask("basic", "text Hi").status()).isEqualTo(429);
            assertThat(slow.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            awaitFree();
        }
        awaitFree();
    }

    @Test
    void requests_holdTooMuchTogether_are429UntilOneIsOver() throws Exception {
        String large = "x".repeat(80_000);
        try (LiveStream first =
                client.open("basic", ServiceClient.says("hang").put("additional_instructions", large))) {
            first.runId();

            ObjectNode second = ServiceClient.says("text Hi").put("additional_instructions", large);
            ServiceAnswer refused = client.ask("basic", second);
            ServiceAnswer unsized = client.postInChunks("/basic/get_response", second.toString());

            for (ServiceAnswer answer : List.of(refused, unsized)) {
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.header("Retry-After")).contains("1");
                assertThat(answer.body().path("detail").asText())
                        .contains("100000", "agency-swarm.limits.request-bytes");
            }
            assertThat(client.postInChunks("/basic/get_response", "{\"message\":\"text Few\"}")
                            .response())
                    .as("one that does not say its length counts by what arrives")
                    .isEqualTo("Few");
            assertThat(client.ask("basic", "text Small").response()).isEqualTo("Small");
        }
        awaitFree();
        assertThat(client.ask(
                                "basic",
                                ServiceClient.says("text Hi").put("additional_instructions", "x".repeat(150_000)))
                        .status())
                .as("one that is alone may have any size")
                .isEqualTo(200);
    }

    @Test
    void thread_largerThanAllRequestsMayBe_isNotLoaded() throws Exception {
        ObjectNode first = ServiceClient.says("text Hi").put("thread_id", "huge");
        ArrayNode history = first.putArray("chat_history");
        for (int i = 0; i < 3; i++) {
            history.addObject().put("role", "user").put("content", "x".repeat(40_000));
        }
        assertThat(client.ask("basic", first).status()).isEqualTo(200);

        ServiceAnswer refused =
                client.ask("basic", ServiceClient.says("text Hi").put("thread_id", "huge"));
        ServiceAnswer whole = client.get("/basic/threads/huge");
        for (ServiceAnswer answer : List.of(refused, whole)) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
            assertThat(answer.body().path("detail").asText()).contains("100000", "agency-swarm.limits.request-bytes");
        }
        assertThat(client.get("/basic/threads/huge?limit=2").body().path("items"))
                .hasSize(2);
    }

    @Test
    void reservation_requestWithoutRun_isReleased() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(client.post("/nobody/get_response", "{}").status()).isEqualTo(404);
            assertThat(client.post("/basic/get_response_stream", "{}").status()).isEqualTo(422);
            assertThat(client.post("/basic/get_response", "not JSON").status()).isEqualTo(422);
            assertThat(client.get("/basic/get_response").status()).isEqualTo(405);
        }
    }

    static Stream<String> talks() {
        return Stream.of(
                "text " + "x".repeat(30_000),
                "call note {\"text\":\"" + "x".repeat(12_000) + "\"} ;; text Done",
                ("call note {\"text\":\"" + "x".repeat(1_500) + "\"} ;; ").repeat(10) + "text Done",
                delegate("Worker", "text " + "x".repeat(30_000)) + " ;; text Done");
    }

    @ParameterizedTest
    @MethodSource("talks")
    void run_keepsTooMuch_failsAndKeepsWhatItHad(String script) throws Exception {
        StreamedAnswer streamed = client.stream("workshop", script);

        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .startsWith("Agent ")
                        .contains("20000", "agency-swarm.limits.run-bytes"));
        assertThat(streamed.happenings().getLast()).isEqualTo("end");
        Model.assertGoesOn(client, "workshop", streamed.newMessages());
    }

    private LiveStream enter() throws Exception {
        return client.open("basic", "hang");
    }

    /** A place becomes free shortly after the answer has ended. */
    private void awaitFree() throws Exception {
        Model.until("a place is free", () -> {
            try {
                return client.ask("basic", "text Hi").status() == 200;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
