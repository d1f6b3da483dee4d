package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators ask is answered on a port of its own, also where the service has a token, and nowhere else. */
@QuarkusTest
@TestProfile(TightProfile.class)
class ManagementTest {

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
    void operators_askWithoutAToken_areAnsweredThereAlone(String path) throws Exception {
        AgencyClient friend = AgencyClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);

        assertThat(AgencyClient.at(management).get(path).status()).isEqualTo(200);
        assertThat(friend.get(path).status()).isEqualTo(404);
        assertThat(AgencyClient.at(base).get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/docs/", "/basic/get_metadata", "/playground"})
    void service_onThePortOfOperators_isNotThere(String path) throws Exception {
        assertThat(AgencyClient.at(management).get(path).status()).isEqualTo(404);
    }

    @Test
    void strangers_thatAskForAnything_makeNoSeries() throws Exception {
        assertThat(AgencyClient.at(base).get("/made-up-by-a-stranger").status()).isEqualTo(401);
        AgencyClient friend = AgencyClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);
        assertThat(friend.get("/basic/get_metadata").status()).isEqualTo(200);

        Model.until("the friend's request is counted", () -> metrics().contains("get_metadata"));
        assertThat(metrics()).doesNotContain("made-up-by-a-stranger");
    }

    private String metrics() {
        try {
            return AgencyClient.at(management).get("/q/metrics").text();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void browsers_onThePortOfOperators_areNotAdmitted() throws Exception {
        Answer answer = AgencyClient.at(management)
                .with("Origin", "https://anyone.example")
                .get("/q/health");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
