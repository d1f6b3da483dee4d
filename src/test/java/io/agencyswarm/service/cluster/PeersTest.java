package io.agencyswarm.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what another pod has; one of the peers is dead in every test. */
@QuarkusTest
@TestProfile(PeersProfile.class)
@Timeout(60)
class PeersTest {

    /** Formatted differently from this application's JSON, so that its origin is visible. */
    private static final String OTHERS_BYTES = "{ \"ok\":true,\n \"note\" : \"Grüße\" }";

    private static final StubPeer.Reply YES = StubPeer.owner("200 OK", OTHERS_BYTES);

    @TestHTTPResource
    URI base;

    private final String runId = UUID.randomUUID().toString();
    private final PeersResource.Cast cast = PeersResource.cast();
    private final StubPeer first = cast.peers().get(0);
    private final StubPeer second = cast.peers().get(1);
    private final StubPeer third = cast.peers().get(2);
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
        cast.peers().forEach(peer -> peer.replies(StubPeer.NO));
        cast.self().replies(YES);
    }

    @Test
    void cancel_runOfAPeer_isAskedThereAndAnsweredAsThere() throws Exception {
        second.replies(YES);
        String body = "{ \"cancel_mode\": \"after_turn\",  \"run_id\": \"" + runId + "\"}";

        ServiceAnswer answer = client.with("Authorization", "Bearer käse")
                .with("Content-Type", "application/json; charset=utf-8")
                .with("Cookie", "AGENCY=1")
                .with("X-Other", "1")
                .post("/basic/cancel_response_stream", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(OTHERS_BYTES);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(second.requests()).singleElement().satisfies(request -> {
            assertThat(request).startsWith("POST /basic/cancel_response_stream HTTP/1.1\r\n");
            assertThat(request).endsWith("\r\n\r\n" + body);
            assertThat(lower(request))
                    .contains("\r\nauthorization: bearer k", "\r\nx-agency-hop: 1\r\n")
                    .contains("\r\ncontent-type: application/json; charset=utf-8\r\n")
                    .doesNotContain("cookie", "x-other");
        });
        assertThat(cast.self().requests()).as("the pod itself").isEmpty();
    }

    @Test
    void cancel_onePeerHasIt_theOthersAreGivenUp() throws Exception {
        first.replies(StubPeer.SILENCE);
        third.replies(YES);

        assertThat(client.cancel("basic", runId).text()).isEqualTo(OTHERS_BYTES);

        first.awaitLeft();
    }

    @Test
    void cancel_noPeerHasIt_is404InThisPodsWords() throws Exception {
        ServiceAnswer alone = client.with("x-agency-hop", "1").cancel("basic", runId);
        ServiceAnswer request = client.cancel("basic", runId);

        assertThat(request.status()).isEqualTo(404);
        assertThat(request.text()).isEqualTo(alone.text()).doesNotContain("at this peer");
        assertThat(cast.peers()).allSatisfy(peer -> assertThat(peer.requests()).hasSize(1));
    }

    static Stream<StubPeer.Reply> faults() {
        String selfAddress = PeersResource.cast().self().address();
        return Stream.of(
                StubPeer.answer("500 Internal Server Error", "application/json", OTHERS_BYTES),
                StubPeer.answer("401 Unauthorized", "application/json", OTHERS_BYTES),
                StubPeer.answer("200 OK", "text/html", "<h1>Welcome</h1>"),
                StubPeer.raw("HTTP/1.1 307 Go\r\nLocation: http://" + selfAddress + "/\r\nContent-Length: 0\r\n\r\n"),
                StubPeer.owner("200 OK", "\"" + "x".repeat(70_000) + "\""),
                StubPeer.raw(
                        "HTTP/1.1 200 OK\r\nX-Agency-Owner: 1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"),
                StubPeer.raw("SSH-2.0-OpenSSH_9.2\r\n"),
                StubPeer.raw(""));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void cancel_aPeerIsFaulty_theOthersCount(StubPeer.Reply fault) throws Exception {
        first.replies(fault);
        third.replies(connection -> {
            first.awaitLeft();
            YES.to(connection);
        });
        assertThat(client.cancel("basic", runId).text()).isEqualTo(OTHERS_BYTES);

        third.replies(StubPeer.NO);
        assertThat(client.cancel("basic", runId).status()).isEqualTo(404);
        assertThat(cast.self().requests()).as("where a redirect leads").isEmpty();
    }

    @Test
    void cancel_aPeerNeverAnswers_is404WhenItsTimeIsOver() throws Exception {
        first.replies(StubPeer.SILENCE);

        assertThat(client.cancel("basic", runId).status()).isEqualTo(404);

        first.awaitLeft();
    }

    @Test
    void cancel_aPeersPacketsGetLost_isAnsweredInTwoSeconds() throws Exception {
        int colon = cast.dead().indexOf(':');
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.ofLiteral(cast.dead().substring(0, colon)),
                Integer.parseInt(cast.dead().substring(colon + 1)));
        try (StubPeer.BlackHole _ = new StubPeer.BlackHole(address)) {
            long started = System.nanoTime();
            assertThat(client.cancel("basic", runId).status()).isEqualTo(404);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));

            third.replies(YES);
            assertThat(client.cancel("basic", runId).text()).isEqualTo(OTHERS_BYTES);
        }
    }

    @Test
    void cancel_ofManyAtOnce_allAreAskedAtOnce() throws Exception {
        int many = 20;
        CountDownLatch arrived = new CountDownLatch(many);
        second.replies(connection -> {
            arrived.countDown();
            arrived.await();
            YES.to(connection);
        });
        List<CompletableFuture<ServiceAnswer>> answers = Stream.generate(
                        () -> client.cancelLater("basic", UUID.randomUUID().toString(), "immediate"))
                .limit(many)
                .toList();

        for (CompletableFuture<ServiceAnswer> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).text()).isEqualTo(OTHERS_BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "", "false"})
    void cancel_comesFromPeer_isNotHandedOn(String hop) throws Exception {
        second.replies(YES);

        assertThat(client.with("x-agency-hop", hop).cancel("basic", runId).status())
                .isEqualTo(404);
        assertNoRequests();
    }

    @Test
    void cancel_runOfThisPod_isNotAskedFor() throws Exception {
        second.replies(YES);
        try (LiveStream stream = client.open("basic", "say 2000 every 20ms")) {
            Cancels.assertEndsCancelled(stream, Cancels.cancel(client, "basic", stream));
        }
        assertNoRequests();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../q/health", "a", "", "00000000-0000-0000-0000-00000000000G", "x y"})
    void cancel_idThatNoRunCanHave_isNotAskedFor(String id) throws Exception {
        assertThat(client.cancel("basic", id).status()).isEqualTo(404);
        assertNoRequests();
    }

    @Test
    void cancel_badRequestOrUnknownAgency_isNotAskedFor() throws Exception {
        assertThat(client.cancel("nowhere", runId).status()).isEqualTo(404);
        String body =
                Json.object().put("run_id", runId).put("cancel_mode", "soon").toString();
        assertThat(client.post("/basic/cancel_response_stream", body).status()).isEqualTo(422);
        assertNoRequests();
    }

    @Test
    void log_ofAPeer_isFetchedThere() throws Exception {
        second.replies(StubPeer.owner("200 OK", "[ ]"));
        String body = "{\"log_id\":  \"my.log-1\"}";

        assertThat(client.with("Authorization", "Bearer x")
                        .get("/get_logs?log_id=my.log-1")
                        .text())
                .isEqualTo("[ ]");
        assertThat(client.post("/get_logs", body).text()).isEqualTo("[ ]");

        assertThat(second.requests()).hasSize(2);
        assertThat(second.requests().getFirst()).startsWith("GET /get_logs?log_id=my.log-1 HTTP/1.1\r\n");
        assertThat(lower(second.requests().getFirst()))
                .contains("\r\nauthorization: bearer x\r\n", "\r\nx-agency-hop: 1\r\n");
        assertThat(second.requests().getLast())
                .startsWith("POST /get_logs HTTP/1.1\r\n")
                .endsWith("\r\n\r\n" + body);
    }

    @Test
    void log_ofNobodyOrOfABadId_isAnsweredHere() throws Exception {
        ServiceAnswer alone = client.with("x-agency-hop", "1").get("/get_logs?log_id=nobodys");
        assertThat(alone.status()).isEqualTo(404);
        assertNoRequests();
        assertThat(client.get("/get_logs?log_id=..%2Fx").status()).isEqualTo(400);
        assertNoRequests();

        assertThat(client.get("/get_logs?log_id=nobodys").text()).isEqualTo(alone.text());
        assertThat(second.requests()).hasSize(1);
    }

    private void assertNoRequests() {
        assertThat(cast.peers()).allSatisfy(peer -> assertThat(peer.requests()).isEmpty());
    }

    private static String lower(String request) {
        return request.toLowerCase(java.util.Locale.ROOT);
    }
}
