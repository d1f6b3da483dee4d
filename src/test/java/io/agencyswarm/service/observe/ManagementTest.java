package io.agencyswarm.service.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.TightProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The management endpoints are served on a separate port only, also if the service has a token. */
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
        ServiceClient friend = ServiceClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);

        assertThat(ServiceClient.at(management).get(path).status()).isEqualTo(200);
        assertThat(friend.get(path).status()).isEqualTo(404);
        assertThat(ServiceClient.at(base).get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/docs/", "/basic/get_metadata", "/playground"})
    void service_onThePortOfOperators_isNotThere(String path) throws Exception {
        assertThat(ServiceClient.at(management).get(path).status()).isEqualTo(404);
    }

    @Test
    void store_inMemory_isUpInAGroupOfItsOwn() throws Exception {
        ServiceAnswer group = ServiceClient.at(management).get("/q/health/group/store");

        assertThat(group.status()).isEqualTo(200);
        assertThat(group.text()).contains("\"store\"").contains("\"memory\"");
        assertThat(ServiceClient.at(management).get("/q/health/ready").text()).doesNotContain("\"store\"");
    }

    @Test
    void strangers_askForAnything_makeNoSeries() throws Exception {
        assertThat(ServiceClient.at(base).get("/made-up-by-a-stranger").status())
                .isEqualTo(401);
        ServiceClient friend = ServiceClient.at(base).with("Authorization", "Bearer " + TightProfile.TOKEN);
        assertThat(friend.get("/basic/get_metadata").status()).isEqualTo(200);

        Model.until("the friend's request is counted", () -> metrics().contains("get_metadata"));
        assertThat(metrics()).doesNotContain("made-up-by-a-stranger");
    }

    @Test
    void strangers_inventMethods_shareOneSeries() throws Exception {
        String head = " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n";
        String token = "Authorization: Bearer " + TightProfile.TOKEN + "\r\n";
        try (RawHttp connection = RawHttp.to(base)) {
            for (String path : new String[] {"/basic/get_metadata", "/tool/add", "/nothing"}) {
                connection.send("FIRST " + path + head + "\r\n").reply();
                connection.send("FIRST " + path + head + token + "\r\n").reply();
            }
            Model.until("the first ones are counted", () -> metrics().contains("method=\"OTHER\""));
            long before = series();

            for (int i = 0; i < 300; i++) {
                String path =
                        List.of("/basic/get_metadata", "/tool/add", "/nothing").get(i % 3);
                String invented = "M" + i + " " + path + head;
                assertThat(connection.send(invented + "\r\n").reply().status()).isEqualTo(401);
                assertThat(connection.send(invented + token + "\r\n").reply().status())
                        .isIn(404, 405);
            }

            assertThat(series()).isEqualTo(before);
            assertThat(metrics()).doesNotContain("\"M1\"").contains("method=\"OTHER\"");
        }
    }

    private long series() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("http_server_requests"))
                .count();
    }

    private String metrics() {
        try {
            return ServiceClient.at(management).get("/q/metrics").text();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void browsers_onThePortOfOperators_areNotAdmitted() throws Exception {
        ServiceAnswer answer = ServiceClient.at(management)
                .with("Origin", "https://anyone.example")
                .get("/q/health");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
