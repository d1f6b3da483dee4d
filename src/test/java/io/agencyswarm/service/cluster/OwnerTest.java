package io.agencyswarm.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pod that has a run marks its responses to other pods, and only these responses count. */
@QuarkusTest
@TestProfile(PeersProfile.class)
@Timeout(60)
class OwnerTest {

    private static final String OWNER = "x-agency-owner";

    @TestHTTPResource
    URI base;

    @Inject
    Store store;

    private final StubPeer first = PeersResource.cast().peers().get(0);
    private final StubPeer third = PeersResource.cast().peers().get(2);
    private final String elsewhere = UUID.randomUUID().toString();
    private ServiceClient client;
    private ServiceClient pod;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        pod = client.with("x-agency-hop", "1");
        Model.forget();
        PeersResource.cast().peers().forEach(peer -> peer.replies(StubPeer.NO));
    }

    @Test
    void run_ofThisPod_isMarkedForPodsOnly() throws Exception {
        String path = "/basic/runs/" + begin("text Hi").path("run_id").asText();

        assertMarkedForPodsOnly("GET", path + "?wait=20", 200);
        assertMarkedForPodsOnly("GET", path, 200);
        assertMarkedForPodsOnly("GET", path + "/stream", 200);
        assertMarkedForPodsOnly("GET", path + "/stream?starting_after=100000", 422);
        assertThat(pod.with("Last-Event-ID", "100000").get(path + "/stream").header(OWNER))
                .isPresent();
        assertThat(pod.send("DELETE", path, "").header(OWNER)).isPresent();
    }

    @Test
    void run_liveInThisPod_isMarked() throws Exception {
        String runId = begin("hang").path("run_id").asText();

        assertMarkedForPodsOnly("GET", "/basic/runs/" + runId + "?wait=1", 200);
        assertMarkedForPodsOnly("DELETE", "/basic/runs/" + runId, 409);
        assertThat(pod.cancel("basic", runId))
                .returns(200, ServiceAnswer::status)
                .satisfies(answer -> assertThat(answer.header(OWNER)).isPresent());
    }

    @Test
    void log_ofThisPod_isMarked() throws Exception {
        client.with("x-agency-log-id", "marked").ask("basic", "text Hi");

        assertThat(pod.get("/get_logs?log_id=marked").header(OWNER)).isPresent();
        assertThat(pod.get("/get_logs?log_id=marked"))
                .returns(404, ServiceAnswer::status)
                .satisfies(answer -> assertThat(answer.header(OWNER)).isEmpty());
    }

    @Test
    void run_ofAnotherPod_isNeitherHereNorMarked() throws Exception {
        store.runs().admit(RunDraft.of(elsewhere).agency("basic").run());
        try {
            for (String path : List.of("?wait=1", "/stream")) {
                ServiceAnswer answer = pod.get("/basic/runs/" + elsewhere + path);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.header(OWNER)).as(path).isEmpty();
            }
        } finally {
            store.runs().end(elsewhere, 1, List.of(), StoredResult.cancelled());
        }
    }

    @Test
    void run_ofNobody_isNotMarked() throws Exception {
        for (String path : List.of("", "?wait=1", "/stream")) {
            assertThat(pod.get("/basic/runs/" + elsewhere + path).header(OWNER)).isEmpty();
        }
        assertThat(pod.cancel("basic", elsewhere).header(OWNER)).isEmpty();
        assertThat(pod.get("/nowhere/runs/" + elsewhere).header(OWNER)).isEmpty();
    }

    /** A proxy between the pods, or a pod that is full, may send any of these for a run that it does not have. */
    @ParameterizedTest
    @ValueSource(
            strings = {"200 OK", "400 Bad Request", "409 Conflict", "410 Gone", "422 Unprocessable", "429 Too Many"})
    void peer_answersWithoutMark_isNotTakenForTheOwner(String status) throws Exception {
        first.replies(StubPeer.answer(status, "application/json", "{}"));
        third.replies(connection -> {
            first.awaitLeft();
            StubPeer.owner("200 OK", "{ \"status\" :\"running\" }").to(connection);
        });

        ServiceAnswer answer = client.get("/basic/runs/" + elsewhere);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{ \"status\" :\"running\" }");
        assertThat(answer.header(OWNER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"503 Service Unavailable", "500 Internal Server Error", "404 Not Found", "410 Gone"})
    void owner_anyStatus_isForwarded(String status) throws Exception {
        third.replies(StubPeer.owner(status, "{\"detail\": \"at the owner\"}"));

        for (String end : List.of("", "/stream")) {
            ServiceAnswer answer = client.get("/basic/runs/" + elsewhere + end);

            assertThat(answer.status()).as(end).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(answer.text()).isEqualTo("{\"detail\": \"at the owner\"}");
            assertThat(answer.header(OWNER)).isEmpty();
        }
    }

    private void assertMarkedForPodsOnly(String method, String path, int status) throws Exception {
        ServiceAnswer toPod = pod.send(method, path, "");
        ServiceAnswer toClient = client.send(method, path, "");
        assertThat(toPod.status()).as(toPod.text()).isEqualTo(status);
        assertThat(toPod.header(OWNER)).as(method + " " + path).isPresent();
        assertThat(toClient.status()).as(toClient.text()).isEqualTo(status);
        assertThat(toClient.header(OWNER)).as(method + " " + path).isEmpty();
    }

    private ObjectNode begin(String script) throws Exception {
        ServiceAnswer accepted = client.ask("basic", ServiceClient.says(script).put("background", true));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return (ObjectNode) accepted.body();
    }
}
