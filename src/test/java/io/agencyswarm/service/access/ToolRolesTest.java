package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools for callers with a role. For other callers they do not exist. */
@QuarkusTest
@TestProfile(OidcProfile.class)
@Timeout(60)
class ToolRolesTest {

    @TestHTTPResource
    URI base;

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @Test
    void caller_withTheRole_hasTheTool() throws Exception {
        ServiceAnswer answer = caller("keeper").ask("ruled", "call vault {} ;; text Open");

        assertThat(answer.response()).isEqualTo("Open");
        assertThat(Model.requests().getFirst().path("tools").findValuesAsText("name"))
                .contains("vault");
        assertThat(Model.lastOutputs()).containsExactly("gold");
        assertThat(caller("keeper", "mechanic")
                        .post("/tool/vault", "{}")
                        .body()
                        .path("response")
                        .asText())
                .isEqualTo("gold");
    }

    @Test
    void caller_withTheRole_hasTheToolInADelegatedRunToo() throws Exception {
        caller("keeper").ask("ruled", ServiceClient.delegate("Second", "call vault {} ;; text Open") + " ;; text Done");

        assertThat(Model.requests().toString()).contains("gold");
    }

    @Test
    void caller_withAnotherRole_hasNoSuchTool() throws Exception {
        ServiceAnswer answer = caller("mechanic").ask("ruled", "call vault {} ;; text Locked");

        assertThat(answer.response()).isEqualTo("Locked");
        assertThat(Model.requests().getFirst().path("tools").findValuesAsText("name"))
                .contains("total")
                .doesNotContain("vault");
        assertThat(Model.lastOutputs().getFirst()).startsWith("There is no tool named \"vault\".");
        assertThat(caller("mechanic").post("/tool/vault", "{}").status()).isEqualTo(404);
    }

    @Test
    void metadata_showsEachCallerTheToolsThatExistForIt() throws Exception {
        assertThat(caller("keeper").get("/ruled/get_metadata").text()).contains("\"vault\"");
        assertThat(caller("mechanic").get("/ruled/get_metadata").text())
                .contains("\"total\"")
                .doesNotContain("vault");
    }

    private ServiceClient caller(String... roles) {
        return ServiceClient.at(base)
                .with("Authorization", "Bearer " + OidcServer.current().token("ada", roles));
    }
}
