package io.agencyswarm.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that wait for a run of another pod: each of them counts, and its wait ends when it leaves. */
@QuarkusTest
@TestProfile(PeersProfile.class)
@Timeout(60)
class WaitingClientsTest {

    @TestHTTPResource
    URI base;

    @Inject
    Store store;

    private final StubPeer peer = PeersResource.cast().peers().get(1);
    private final String runId = UUID.randomUUID().toString();
    private final LogLines log = new LogLines();
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        PeersResource.cast().peers().forEach(each -> each.replies(StubPeer.NO));
    }

    @AfterEach
    void leaving_isNoFault() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("failed unexpectedly"));
    }

    @Test
    void client_leavesWhileTheOwnerWaits_closesTheOwnersConnection() throws Exception {
        peer.replies(StubPeer.SILENCE);
        try (RawHttp _ = open("GET", "/basic/runs/" + runId + "?wait=30", "")) {
            awaitRequests(1);
        }
        peer.awaitLeft();
    }

    @Test
    void client_leavesDuringARepeatedRequest_closesTheOwnersConnection() throws Exception {
        store.runs().admit(RunDraft.of(runId).agency("basic").run());
        AtomicInteger requests = new AtomicInteger();
        // Has the run, but no longer its first frames.
        peer.replies(connection -> {
            if (requests.incrementAndGet() == 1) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 410 Gone\r\nX-Agency-Owner: 1\r\nContent-Length: 9\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        });
        try (RawHttp _ = open("POST", "/forwarded/" + runId + "/again", "{}")) {
            awaitRequests(2);
            peer.awaitLeft();
        }
        peer.awaitLeft();
        store.runs().end(runId, 1, List.of(), StoredResult.cancelled());
    }

    /** The owner may not have read the first request when its connection is closed. */
    @Test
    void client_leavesDuringACancel_theRunIsCancelledNevertheless() throws Exception {
        peer.replies(StubPeer.SILENCE);
        String body = "{\"run_id\":\"" + runId + "\"}";
        try (RawHttp _ = open("POST", "/basic/cancel_response_stream", body)) {
            awaitRequests(1);
        }
        peer.awaitLeft();
        awaitRequests(2);
        assertThat(peer.requests())
                .allSatisfy(request -> assertThat(request)
                        .startsWith("POST /basic/cancel_response_stream")
                        .endsWith(body));
    }

    @Test
    void readers_waitAtTheOwner_countUntilTheyLeave() throws Exception {
        String path = "/basic/runs/" + runId + "?wait=30";
        peer.replies(StubPeer.SILENCE);
        List<RawHttp> waiting = new ArrayList<>();
        for (int i = 0; i < PeersProfile.READERS; i++) {
            waiting.add(open("GET", path, ""));
        }
        awaitRequests(PeersProfile.READERS);

        assertThat(client.get(path).status()).isEqualTo(429);
        assertThat(client.get("/basic/runs/" + runId + "/stream").status()).isEqualTo(429);
        assertThat(client.post("/forwarded/" + runId + "/again", "{}").status()).isEqualTo(429);
        assertThat(client.cancel("basic", runId).status()).isEqualTo(404);

        for (RawHttp connection : waiting) {
            connection.close();
        }
        peer.replies(StubPeer.owner("200 OK", "{}"));
        Model.until("the readers have left", () -> status(path) == 200);
    }

    private int status(String path) {
        try {
            return client.get(path).status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitRequests(int number) throws InterruptedException {
        Model.until("the owner has the request", () -> peer.requests().size() >= number);
    }

    private RawHttp open(String method, String path, String body) throws IOException {
        return RawHttp.to(base)
                .send(method + " " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
