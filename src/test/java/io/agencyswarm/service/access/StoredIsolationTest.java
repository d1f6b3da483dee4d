package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two callers with the same thread, key and run ids never see each other's data. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
@Timeout(60)
class StoredIsolationTest {

    @TestHTTPResource
    URI base;

    private ServiceClient ada;
    private ServiceClient eve;
    private String thread;

    @BeforeEach
    void setUp() {
        ada = of("ada-" + UUID.randomUUID());
        eve = of("eve-" + UUID.randomUUID());
        thread = UUID.randomUUID().toString();
        Model.forget();
    }

    @Test
    void thread_ofTheSameId_isEachCallersOwn() throws Exception {
        ada.ask("basic", in("text Of Ada"));
        assertThat(eve.get("/basic/threads/" + thread).status()).isEqualTo(404);
        assertThat(eve.post("/basic/threads/" + thread + "/fork", "{}").status())
                .isEqualTo(404);
        assertThat(eve.send("DELETE", "/basic/threads/" + thread, "").status()).isEqualTo(404);
        eve.ask("basic", in("text Of Eve"));

        assertThat(Model.lastInput()).hasSize(1);
        assertThat(ada.get("/basic/threads/" + thread).text())
                .contains("Of Ada")
                .doesNotContain("Of Eve");
        assertThat(eve.get("/basic/threads/" + thread).text())
                .contains("Of Eve")
                .doesNotContain("Of Ada");
        assertThat(eve.send("DELETE", "/basic/threads/" + thread, "").status()).isEqualTo(204);
        assertThat(ada.get("/basic/threads/" + thread).body().path("items")).hasSize(2);
    }

    @Test
    void thread_busy_isSoForItsCallerOnly() throws Exception {
        String runId = ada.ask("basic", in("hang").put("background", true))
                .body()
                .path("run_id")
                .asText();

        assertThat(ada.ask("basic", in("text Hi")).status()).isEqualTo(409);
        assertThat(eve.ask("basic", in("text Hi").put("on_busy", "interrupt")).response())
                .isEqualTo("Hi");
        assertThat(ada.get("/basic/runs/" + runId).body().path("status").asText())
                .isEqualTo("running");
        ada.cancel("basic", runId);
    }

    @Test
    void run_ofAnotherCaller_isNotThereInAnyEndpoint() throws Exception {
        String runId = ada.ask("basic", in("hang").put("background", true))
                .body()
                .path("run_id")
                .asText();
        String path = "/basic/runs/" + runId;
        for (String request : List.of(path, path + "?wait=1", path + "/stream", path + "/stream?starting_after=1")) {
            ServiceAnswer missing = eve.get(request);
            assertThat(missing.status()).as(request).isEqualTo(404);
            assertThat(missing.text())
                    .isEqualTo(eve.get("/basic/runs/" + UUID.randomUUID()).text());
        }
        assertThat(eve.send("DELETE", path, "").status()).isEqualTo(404);
        assertThat(eve.cancel("basic", runId).status()).isEqualTo(404);
        assertThat(ada.cancel("basic", runId).status()).isEqualTo(200);
        assertThat(eve.send("DELETE", path, "").status()).isEqualTo(404);
        assertThat(eve.get(path + "/stream").status()).isEqualTo(404);
        assertThat(ada.get(path).status()).isEqualTo(200);
        assertThat(ada.send("DELETE", path, "").status()).isEqualTo(204);
    }

    @Test
    void list_runsAndThreads_returnsThoseOfCaller() throws Exception {
        ada.ask("basic", in("text Of Ada"));
        eve.ask("basic", in("text Of Eve"));
        for (String list : List.of("runs", "threads")) {
            JsonNode own = ada.get("/basic/" + list).body().path(list);
            assertThat(own).as(list).hasSize(1);
            JsonNode hers =
                    eve.get("/basic/" + list + "?thread_id=" + thread).body().path(list);
            assertThat(hers).as(list).hasSize(1);
            assertThat(own).isNotEqualTo(hers);
        }
        String before = ada.get("/basic/runs").body().at("/runs/0/run_id").asText();
        assertThat(eve.get("/basic/runs?before=" + before).status())
                .as("as for a run that is not there")
                .isEqualTo(422);
        assertThat(ServiceClient.at(base).get("/basic/threads").status()).isEqualTo(401);
    }

    @Test
    void key_ofAnotherCaller_isAnother() throws Exception {
        String key = UUID.randomUUID().toString();
        ServiceAnswer hers = ada.with("Idempotency-Key", key).ask("basic", "text Hi");
        ServiceAnswer others = eve.with("Idempotency-Key", key).ask("basic", "text Hi");

        assertThat(others.status()).isEqualTo(200);
        assertThat(others.text()).isNotEqualTo(hers.text());
        assertThat(eve.with("Idempotency-Key", key).ask("basic", "text Other").status())
                .isEqualTo(422);
        assertThat(Model.requests()).hasSize(2);
    }

    private ObjectNode in(String script) {
        return ServiceClient.says(script).put("thread_id", thread);
    }

    private ServiceClient of(String subject) {
        return ServiceClient.at(base)
                .with("Authorization", "Bearer " + OidcServer.current().token(subject));
    }
}
