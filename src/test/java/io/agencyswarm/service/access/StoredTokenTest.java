package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.TightProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stored runs and threads of a service with a shared token: every caller can read them by id, and nobody can list them.
 */
@QuarkusTest
@TestProfile(TightProfile.class)
@Timeout(60)
class StoredTokenTest {

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @ValueSource(strings = {"/basic/runs", "/basic/threads", "/basic/runs?limit=x", "/basic/threads?before=x"})
    void list_withTheSharedToken_is403_andSaysWhatToSet(String list) throws Exception {
        ServiceAnswer refused = client().get(list);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("detail").asText())
                .contains("a shared token", "OpenID Connect", "agency-swarm.threads.list-all=true");
        assertThat(ServiceClient.at(base).get(list).status())
                .as("without the token")
                .isEqualTo(401);
    }

    @Test
    void runAndThread_withTheSharedToken_areThereByTheirIds() throws Exception {
        String runId = client().ask(
                        "basic",
                        ServiceClient.says("text Hi").put("thread_id", "shared").put("background", true))
                .body()
                .path("run_id")
                .asText();
        assertThat(client().get("/basic/runs/" + runId + "?wait=20")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("completed");
        assertThat(client().get("/basic/threads/shared").body().path("items")).hasSize(2);
        for (String path : new String[] {"/basic/runs/" + runId, "/basic/threads/shared"}) {
            assertThat(ServiceClient.at(base).get(path).status()).as(path).isEqualTo(401);
        }
    }

    private ServiceClient client() {
        return ServiceClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);
    }
}
