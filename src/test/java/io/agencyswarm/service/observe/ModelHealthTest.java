package io.agencyswarm.service.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The health check of the model server, which does not affect readiness. */
@QuarkusTest
@TestProfile(ModelHealthProfile.class)
@Timeout(60)
class ModelHealthTest {

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void modelServer_goes_isDownWhileServiceIsReady() throws Exception {
        ServiceClient operator = ServiceClient.at(management);
        ServiceAnswer up = operator.get("/q/health/group/models");
        assertThat(up.status()).as(up.text()).isEqualTo(200);
        assertThat(check(up).path("data").path("address").asText()).startsWith("127.0.0.1:");
        assertThat(Model.requests()).as("it connects and says nothing").isEmpty();

        ScriptedModelServer.current().close();

        ServiceAnswer down = up;
        // A result is cached for some seconds.
        for (Instant late = Instant.now().plus(Duration.ofSeconds(30));
                down.status() == 200 && Instant.now().isBefore(late); ) {
            down = operator.get("/q/health/group/models");
        }
        assertThat(down.status()).isEqualTo(503);
        assertThat(check(down).path("data").path("reason").asText()).contains("no connection");
        assertThat(down.text()).doesNotContain("sk-test");
        assertThat(operator.get("/q/health/ready").status()).isEqualTo(200);
        assertThat(operator.get("/q/health/live").status()).isEqualTo(200);
        assertThat(operator.get("/q/health").status()).isEqualTo(200);
    }

    private static JsonNode check(ServiceAnswer answer) {
        return answer.body().path("checks").path(0);
    }
}
