package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.ApiServer;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.OpenApiResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tokens that are sent to APIs. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
@Timeout(60)
class OpenApiTokenTest {

    @TestHTTPResource
    URI base;

    private final ApiServer api = OpenApiResource.server();

    @BeforeEach
    void setUp() {
        Model.forget();
        api.forget();
    }

    @Test
    void caller_withAToken_isForwardedAndNotToldToTheModel() throws Exception {
        String ada = OidcServer.current().token("ada");
        api.reply("/orders/1", 200, "application/json", "{\"sent\": \"" + ada + "\"}");

        ask(ada);

        assertThat(api.last().headers()).containsEntry("authorization", "Bearer " + ada);
        assertThat(Model.lastOutputs().getLast()).isEqualTo("{\"sent\":\"…\"}");
    }

    @Test
    void caller_withTheServicesToken_isNotForwarded() throws Exception {
        ask(OidcAndTokenProfile.TOKEN);

        assertThat(api.last().headers()).doesNotContainKey("authorization");
    }

    private void ask(String token) throws Exception {
        ServiceClient.at(base)
                .with("Authorization", "Bearer " + token)
                .ask(
                        "store",
                        ServiceClient.says(
                                        "call findOrder {\"parameters\": {\"id\": \"1\", \"api_key\": \"k\"}} ;; text"
                                                + " Done.")
                                .put("recipient_agent", "Guest"));
    }
}
