package io.agencyswarm.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The paths that the service itself writes, if its endpoints have a prefix. */
@QuarkusTest
@TestProfile(PrefixedPathsTest.Prefix.class)
@Timeout(60)
class PrefixedPathsTest {

    @TestHTTPResource
    URI base;

    private final StubPeer peer = PeersResource.cast().peers().get(1);
    private ServiceClient client;

    /** A prefix for the server and one for its endpoints. */
    public static class Prefix extends PeersProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.http.root-path", "/api");
            settings.put("quarkus.rest.path", "v1");
            return settings;
        }
    }

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
        PeersResource.cast().peers().forEach(each -> each.replies(StubPeer.NO));
    }

    @Test
    void location_ofABackgroundRun_hasThePrefix() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi").put("background", true);

        ServiceAnswer accepted = client.post("/api/v1/basic/get_response", body.toString());

        String location = accepted.header("Location").orElseThrow();
        assertThat(location).startsWith("/api/v1/basic/runs/");
        assertThat(client.get(location).status()).isEqualTo(200);
    }

    @Test
    void requestToAPeer_hasThePrefix() throws Exception {
        String runId = UUID.randomUUID().toString();
        peer.replies(StubPeer.owner("200 OK", "[ ]"));

        assertThat(client.get("/api/v1/basic/runs/" + runId).status()).isEqualTo(200);
        client.get("/api/v1/basic/runs/" + runId + "/stream");
        client.send("DELETE", "/api/v1/basic/runs/" + runId, "");
        client.post("/api/v1/basic/cancel_response_stream", "{\"run_id\":\"" + runId + "\"}");
        client.get("/api/v1/get_logs?log_id=elsewhere");
        client.post("/api/v1/get_logs", "{\"log_id\":\"elsewhere\"}");

        List<String> targets = peer.requests().stream()
                .map(request -> request.substring(0, request.indexOf(" HTTP/")))
                .toList();
        assertThat(targets)
                .containsExactly(
                        "GET /api/v1/basic/runs/" + runId + "?wait=0",
                        "GET /api/v1/basic/runs/" + runId + "/stream?starting_after=0",
                        "DELETE /api/v1/basic/runs/" + runId,
                        "POST /api/v1/basic/cancel_response_stream",
                        "GET /api/v1/get_logs?log_id=elsewhere",
                        "POST /api/v1/get_logs");
    }
}
