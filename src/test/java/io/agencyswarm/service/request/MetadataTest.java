package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metadata of an agency contains, and what it does not. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class MetadataTest {

    @TestHTTPResource
    URI base;

    @Test
    void metadata_neverHoldsInstructions() throws Exception {
        String text = ServiceClient.at(base).get("/workshop/get_metadata").text();

        assertThat(text).contains("Foreman").doesNotContain("Mind the machines.", "You are the");
    }

    @Test
    void metadata_noDirectoriesConfigured_saysNull() throws Exception {
        JsonNode body = ServiceClient.at(base).get("/basic/get_metadata").body();

        assertThat(body.has("allowed_local_file_dirs")).isTrue();
        assertThat(body.path("allowed_local_file_dirs").isNull()).isTrue();
        assertThat(body.path("agency_swarm_version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void metadata_agentsJoinedTwice_haveOneLine() throws Exception {
        JsonNode edges =
                ServiceClient.at(base).get("/workshop/get_metadata").body().path("edges");

        assertThat(edges).extracting(edge -> edge.path("id").asText()).doesNotHaveDuplicates();
        assertThat(edges)
                .filteredOn(edge -> edge.path("type").asText().equals("communication"))
                .extracting(edge -> edge.path("id").asText())
                .containsExactlyInAnyOrder("Foreman->Worker", "Foreman->Clerk", "Foreman->Porter", "Clerk->Foreman");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/event-stream", "application/xml", "nonsense"})
    void accept_ofAnyKind_isServed(String accept) throws Exception {
        ServiceClient client = ServiceClient.at(base).with("Accept", accept);

        assertThat(client.get("/basic/get_metadata").status()).isEqualTo(200);
        assertThat(client.ask("basic", "text hi").response()).isEqualTo("hi");
        assertThat(client.stream("basic", "text hi").frames().getLast().name()).isEqualTo("end");
    }
}
