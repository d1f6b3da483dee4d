package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.SseFrames;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated requests with the same key start no second run. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class IdempotencyTest {

    private static final int AT_ONCE = 50;

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;
    private ServiceClient keyed;
    private String key;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        key = UUID.randomUUID().toString();
        keyed = client.with("Idempotency-Key", key);
        Model.forget();
    }

    @Test
    void plainRequest_sentManyTimesAtOnce_isAnsweredByOneRun() throws Exception {
        List<CompletableFuture<ServiceAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(keyed.askLater("basic", ServiceClient.says("say 20 every 10ms")));
        }
        String first = answers.getFirst().get().text();
        for (CompletableFuture<ServiceAnswer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().text()).isEqualTo(first);
        }
        assertThat(keyed.ask("basic", "say 20 every 10ms").text()).isEqualTo(first);
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void stream_sentManyTimesAtOnce_isThatOfOneRun() throws Exception {
        String body = ServiceClient.says("say 20 every 10ms").toString();
        List<Future<SseFrames>> streams = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                streams.add(clients.submit(() ->
                        SseFrames.of(keyed.raw("/basic/get_response_stream").post(body))));
            }
        }
        SseFrames second = SseFrames.of(keyed.raw("/basic/get_response_stream").post(body));
        SseFrames.assertUnbroken(second.raw(), 1);
        for (Future<SseFrames> stream : streams) {
            assertThat(stream.get()).isEqualTo(second);
        }
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void background_sentAgain_isTheSameRun() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi").put("background", true);
        ServiceAnswer first = keyed.ask("basic", body);
        ServiceAnswer second = keyed.ask("basic", body);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        client.get(first.header("Location").map(to -> URI.create(to).getPath()).orElseThrow() + "?wait=20");
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void otherBody_is422() throws Exception {
        keyed.ask("basic", "text One");
        for (ServiceAnswer refused : List.of(
                keyed.ask("basic", "text Two"), keyed.post("/basic/get_response", "{\"message\": \"text One\"}"))) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("detail").asText()).contains("Idempotency-Key", "24 hours", "another body");
        }
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void idempotencyKey_otherEndpointOrAgency_startsRun() throws Exception {
        keyed.ask("basic", "text One");
        keyed.stream("basic", "text One");
        keyed.ask("team", "text One");

        assertThat(Model.requests()).hasSize(3);
    }

    @Test
    void idempotencyKey_failedRun_returnsSameError() throws Exception {
        ServiceAnswer first = keyed.ask("basic", "fail 401");
        ServiceAnswer second = keyed.ask("basic", "fail 401");

        assertThat(first.status()).isEqualTo(500);
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void idempotencyKey_refusedRequest_remainsUsable() throws Exception {
        String thread = UUID.randomUUID().toString();
        assertThat(keyed.post("/basic/get_response", "{}").status()).isEqualTo(422);
        String gate = UUID.randomUUID().toString();
        CompletableFuture<ServiceAnswer> live = client.askLater(
                "workshop",
                ServiceClient.says("call hold {\"gate\":\"" + gate + "\"} ;; text Done")
                        .put("thread_id", thread));
        gates.awaitEntered(gate);
        ObjectNode busy = ServiceClient.says("text Free").put("thread_id", thread);
        assertThat(keyed.ask("workshop", busy).status()).isEqualTo(409);
        gates.open(gate);
        live.get();

        assertThat(keyed.ask("workshop", busy).response()).isEqualTo("Free");
        assertThat(keyed.ask("basic", "text Corrected").response()).isEqualTo("Corrected");
    }

    @Test
    void client_leavesAndComesBack_joinsItsRun() throws Exception {
        String gate = UUID.randomUUID().toString();
        String script = "call hold {\"gate\":\"" + gate + "\"} ;; text Done";
        String runId;
        try (LiveStream stream = keyed.open("workshop", script)) {
            runId = stream.runId();
            gates.awaitEntered(gate);
        }
        try (LiveStream second = keyed.open("workshop", script)) {
            assertThat(second.runId()).isEqualTo(runId);
            gates.open(gate);
            StreamedAnswer streamed = second.rest();
            assertThat(streamed.messages().path("cancelled").asBoolean(true)).isFalse();
            assertThat(streamed.newMessages()).hasSize(4);
        }
        assertThat(Model.requests()).hasSize(2);
    }

    @Test
    void idempotencyKey_deletedRun_isNotRestarted() throws Exception {
        keyed.stream("basic", "text Hi");
        String runId = keyed.stream("basic", "text Hi").runId();
        assertThat(client.send("DELETE", "/basic/runs/" + runId, "").status()).isEqualTo(204);

        ServiceAnswer failure = keyed.post(
                "/basic/get_response_stream", ServiceClient.says("text Hi").toString());
        assertThat(failure.status()).isEqualTo(410);
        assertThat(failure.body().path("detail").asText()).contains(runId, "deleted");
        assertThat(Model.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\tbed", "ümlaut"})
    void key_none_is422(String bad) throws Exception {
        try (SseClient refused = client.raw("/basic/get_response")
                .header("Idempotency-Key", bad)
                .post(ServiceClient.says("text Hi").toString())) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.readAll()).contains("Idempotency-Key", "1 to 255 printable ASCII characters");
        }
    }

    @Test
    void key_tooLong_is422() throws Exception {
        assertThat(client.with("Idempotency-Key", "k".repeat(255))
                        .ask("basic", "text Hi")
                        .status())
                .isEqualTo(200);
        assertThat(client.with("Idempotency-Key", "k".repeat(256))
                        .ask("basic", "text Hi")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void idempotencyKey_anyRequest_isNotLogged() throws Exception {
        keyed.ask("basic", "fail 401");
        keyed.ask("basic", "text Other body");

        assertThat(Files.readString(Path.of(ServiceProfile.LOG))).doesNotContain(key);
    }
}
