package io.agencyswarm.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredResult;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which peer is asked for a run, and which of its responses are forwarded. */
@QuarkusTest
@TestProfile(PeersProfile.class)
@Timeout(60)
class ForwardedRunTest {

    private static final String RUN = "{ \"status\" :\"running\" }";
    private static final StubPeer.Reply YES = StubPeer.owner("200 OK", RUN);

    @Inject
    Store store;

    @TestHTTPResource
    URI base;

    private final String path = "/forwarded/" + UUID.randomUUID();
    private final PeersResource.Cast cast = PeersResource.cast();
    private final StubPeer first = cast.peers().get(0);
    private final StubPeer second = cast.peers().get(1);
    private final StubPeer third = cast.peers().get(2);
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        cast.peers().forEach(peer -> peer.replies(StubPeer.NO));
        cast.self().replies(YES);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200 OK",
        "GET, 202 Accepted",
        "GET, 400 Bad Request",
        "DELETE, 409 Conflict",
        "GET, 410 Gone",
        "GET, 422 Unprocessable",
        "GET, 429 Too Many",
        "GET, 503 Unavailable"
    })
    void run_ofAPeer_isAnsweredAsThereWithEachStatusOfAnOwner(String method, String status) throws Exception {
        second.replies(StubPeer.raw("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + RUN.length() + "\r\nLocation: /basic/runs/1\r\nCache-Control: no-store\r\nRetry-After: 7\r\n"
                + "Set-Cookie: a=b\r\nServer: stub\r\nX-Agency-Owner: 1\r\n\r\n" + RUN));

        ServiceAnswer answer = client.send(method, path, "");

        assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
        assertThat(answer.text()).isEqualTo(RUN);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.header("Location")).contains("/basic/runs/1");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Retry-After")).contains("7");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("X-Agency-Owner")).isEmpty();
        assertThat(second.requests())
                .singleElement()
                .asString()
                .startsWith(method + " /basic/runs/" + path.substring("/forwarded/".length()) + " HTTP/1.1\r\n");
    }

    /** The owner has no room for another reader, so it answers at once: first for the stream, then for the end. */
    @Test
    void repeatedRequest_ownerIsFull_asksItAgainAfterAPause() throws Exception {
        String runId = UUID.randomUUID().toString();
        store.runs().admit(RunDraft.of(runId).agency("basic").run());
        List<Long> times = new CopyOnWriteArrayList<>();
        second.replies(connection -> {
            times.add(System.nanoTime());
            if (times.size() == 3) {
                store.runs().end(runId, 1, List.of(), StoredResult.cancelled());
            }
            StubPeer.owner("429 Too Many Requests", "{}").to(connection);
        });

        ServiceAnswer answer = client.post("/forwarded/" + runId + "/again", "{}");

        assertThat(answer.text()).contains("event: end");
        assertThat(times).hasSize(3);
        assertThat(Duration.ofNanos(times.getLast() - times.get(1))).isGreaterThan(Duration.ofMillis(900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/stream"})
    void run_ofAPeer_isAnsweredWithoutABodyToo(String end) throws Exception {
        second.replies(StubPeer.raw("HTTP/1.1 204 No Content\r\nX-Agency-Owner: 1\r\n\r\n"));

        ServiceAnswer answer = client.get(path + end);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"500 Oops", "401 Unauthorized", "403 Forbidden", "503 Busy", "405 Not Allowed", "301 Moved"})
    void run_answeredWithWhatAnyPeerMaySay_isAskedOfTheOthers(String status) throws Exception {
        first.replies(StubPeer.answer(status, "application/json", RUN));

        assertThat(client.get(path).status()).isEqualTo(404);

        third.replies(connection -> {
            first.awaitLeft();
            YES.to(connection);
        });
        assertThat(client.get(path).text()).isEqualTo(RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/stream"})
    void owner_peer_isAskedAlone(String end) throws Exception {
        third.replies(YES);

        assertThat(client.get(path + end + "?owner=" + third.address()).text()).isEqualTo(RUN);

        assertThat(first.requests()).isEmpty();
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void owner_isSilent_leavesTheOthersTime() throws Exception {
        first.replies(YES);
        second.replies(StubPeer.SILENCE);

        assertThat(client.get(path + "?owner=" + second.address()).text()).isEqualTo(RUN);

        second.awaitLeft();
    }

    @Test
    void owner_noPeer_isNotAsked() throws Exception {
        first.replies(YES);
        try (StubPeer other = StubPeer.start("127.0.0.7")) {
            other.replies(YES);
            for (String owner : new String[] {other.address(), cast.self().address(), "pods:8000", "", "%0A"}) {
                assertThat(client.get(path + "?owner=" + owner).text()).isEqualTo(RUN);
            }
            assertThat(other.requests()).isEmpty();
            assertThat(cast.self().requests()).isEmpty();
        }
    }

    @Test
    void owner_hasNoAnswer_isFollowedByOthers() throws Exception {
        first.replies(YES);
        for (StubPeer.Reply reply : new StubPeer.Reply[] {StubPeer.NO, StubPeer.raw("")}) {
            second.replies(reply);

            assertThat(client.get(path + "?owner=" + second.address()).text()).isEqualTo(RUN);

            assertThat(second.requests()).hasSize(1);
        }
        assertThat(client.get(path + "?owner=" + cast.dead()).text()).isEqualTo(RUN);
    }

    @Test
    void owner_neverAnswers_is404WhenItsTimeIsOver() throws Exception {
        second.replies(StubPeer.SILENCE);

        assertThat(client.get(path + "?owner=" + second.address()).status()).isEqualTo(404);

        second.awaitLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/stream"})
    void run_askedForByAPeer_isNotHandedOn(String end) throws Exception {
        second.replies(YES);

        assertThat(client.with("x-agency-hop", "1").get(path + end).status()).isEqualTo(404);

        assertThat(cast.peers()).allSatisfy(peer -> assertThat(peer.requests()).isEmpty());
    }
}
