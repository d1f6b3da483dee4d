package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.devui.DevProfile;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The offline model instead of a model whose provider runs tools. */
@QuarkusTest
@TestProfile(DevProfile.class)
@Timeout(60)
class HostedOfflineTest {

    @TestHTTPResource
    URI base;

    @Test
    void offlineModel_hostedTools_omitsThemAndSaysSo() throws Exception {
        StreamedAnswer answer = ServiceClient.at(base).stream("hosted", "text Hello");

        JsonNode response = answer.frames().stream()
                .filter(frame -> frame.what().equals("response.created"))
                .findFirst()
                .orElseThrow()
                .event()
                .at("/data/response");
        assertThat(answer.errors()).isEmpty();
        assertThat(response.path("tools").toString()).doesNotContain("web_search");
        assertThat(response.path("instructions").asText())
                .contains("not available with this model: web_search, file_search");
        assertThat(Files.readString(Path.of(DevProfile.LOG)))
                .contains(
                        "Agent Hosted of agency \"hosted\" goes without these tools, because the offline model answers"
                                + " for it: web_search, file_search");
    }
}
