package io.agencyswarm.service.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of a request, which its client can fetch. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ActivityLogTest {

    private static final String HEADER = "x-agency-log-id";

    @TestHTTPResource
    URI base;

    private final String id = UUID.randomUUID().toString();
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void log_ofPlainAnswer_reportsWhatHappenedAndNotWhatWasSaid() throws Exception {
        client.with(HEADER, id).ask("basic", "call add {\"a\":123456,\"b\":2} ;; text Geheimnis");

        List<String> messages = messages(get());
        assertThat(messages).anySatisfy(message -> assertThat(message).contains("add"));
        assertThat(messages).anySatisfy(message -> assertThat(message).contains("Assistant"));
        assertThat(messages.toString()).doesNotContain("Geheimnis", "123456", "123458", "sk-test");
    }

    @Test
    void log_ofAStream_isKeptTheSameWay() throws Exception {
        StreamedAnswer streamed = client.with(HEADER, id).stream("basic", "text Hi");

        assertThat(messages(get()).toString()).contains(streamed.runId(), "Assistant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail 400", "broken", "drop"})
    void log_ofFailingRun_reportsFailure(String script) throws Exception {
        client.with(HEADER, id).ask("basic", script);

        assertThat(get().body()).anySatisfy(entry -> {
            assertThat(entry.at("/details/level").asText()).isEqualTo("ERROR");
            assertThat(entry.path("message").asText())
                    .contains("Agent Assistant: ")
                    .doesNotContain("sk-test");
        });
    }

    @Test
    void write_entry_hasMessageLevelAndTime() throws Exception {
        client.with(HEADER, id).ask("basic", "text Hi");
        ServiceAnswer log = get();

        assertThat(log.status()).isEqualTo(200);
        assertThat(log.body().isArray()).isTrue();
        assertThat(log.body()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.path("message").asText()).isNotBlank();
            assertThat(entry.at("/details/level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
            assertThat(Instant.parse(entry.at("/details/timestamp").asText()))
                    .isBetween(Instant.now().minusSeconds(600), Instant.now());
        });
    }

    @Test
    void log_fetchedOnce_isGone() throws Exception {
        client.with(HEADER, id).ask("basic", "text Hi");
        assertThat(client.post("/get_logs", "{\"log_id\":\"" + id + "\"}").status())
                .isEqualTo(200);

        for (ServiceAnswer second : List.of(client.post("/get_logs", "{\"log_id\":\"" + id + "\"}"), get())) {
            assertThat(second.status()).isEqualTo(404);
            assertThat(second.body().path("error").asText()).isNotBlank();
        }
    }

    @Test
    void log_fetchedByManyAtOnce_goesToOne() throws Exception {
        client.with(HEADER, id).ask("basic", "text Hi");
        List<CompletableFuture<ServiceAnswer>> fetches = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            fetches.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }));
        }
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<ServiceAnswer> fetch : fetches) {
            statuses.add(fetch.get(30, TimeUnit.SECONDS).status());
        }
        assertThat(statuses).containsOnly(200, 404).containsOnlyOnce(200);
    }

    @Test
    void log_ofTwoRequestsUnderOneId_holdsBoth() throws Exception {
        String first = client.with(HEADER, id).stream("basic", "text One").runId();
        String second = client.with(HEADER, id).stream("basic", "text Two").runId();

        assertThat(messages(get()).toString()).contains(first, second);
    }

    @Test
    void log_ofADelegatingRun_namesEveryAgent() throws Exception {
        client.with(HEADER, id).ask("team", ServiceClient.delegate("Developer", "text Ok") + " ;; text Done");

        assertThat(messages(get()).toString()).contains("CEO", "Developer", "send_message");
    }

    static Stream<String> badIds() {
        return Stream.of(
                "..%2fpom.xml",
                "%2fetc%2fpasswd", "a%2fb", "a%5Cb", ".hidden", "..", "a%00b", "a%20b", "x".repeat(129));
    }

    @ParameterizedTest
    @MethodSource("badIds")
    void id_isNoPlainFileName_is400(String bad) throws Exception {
        ServiceAnswer answer = client.get("/get_logs?log_id=" + bad);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("error").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../pom.xml", "/etc/passwd", "a/b", "..", ".", "", "CON\\\\x"})
    void id_inABodyIsNoPlainFileName_is400(String bad) throws Exception {
        ServiceAnswer answer = client.post("/get_logs", "{\"log_id\":\"" + bad + "\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().path("error").asText()).isNotBlank();
    }

    @Test
    void id_missingOrNoText_is422() throws Exception {
        assertThat(client.get("/get_logs").status()).isEqualTo(422);
        assertThat(client.get("/get_logs").body().at("/detail/0/loc").toString())
                .isEqualTo("[\"query\",\"log_id\"]");
        for (String body : List.of("{}", "{\"log_id\":null}", "{\"log_id\":7}", "[]")) {
            assertThat(client.post("/get_logs", body).status()).as(body).isEqualTo(422);
        }
    }

    @Test
    void request_withABadId_isServedWithoutALog() throws Exception {
        ServiceAnswer answer = client.with(HEADER, "../outside").ask("basic", "text Hi");

        assertThat(answer.response()).isEqualTo("Hi");
    }

    private ServiceAnswer get() throws Exception {
        return client.get("/get_logs?log_id=" + id);
    }

    private static List<String> messages(ServiceAnswer log) {
        assertThat(log.status()).as(log.text()).isEqualTo(200);
        List<String> messages = new ArrayList<>();
        for (JsonNode entry : log.body()) {
            messages.add(entry.path("message").asText());
        }
        return messages;
    }
}
