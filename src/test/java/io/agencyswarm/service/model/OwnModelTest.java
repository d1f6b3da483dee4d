package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ModelClient bean and its prefix. */
@QuarkusTest
@TestProfile(ChoicesProfile.class)
@Timeout(60)
class OwnModelTest {

    @TestHTTPResource
    URI base;

    @Test
    void agent_withoutAModel_usesTheDefaultModelsClient() throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).ask("mirrors", "Hello");

        assertThat(answer.response()).isEqualTo("plain heard 1");
        assertThat(answer.body().path("usage").path("total_tokens").asLong()).isEqualTo(7);
        assertThat(answer.body().path("usage").path("total_cost").asDouble())
                .as("the cost of a model without a price")
                .isZero();
    }

    @Test
    void metadata_agentWithoutAModel_namesTheDefaultOne() throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).get("/mirrors/get_metadata");

        assertThat(answer.body()
                        .path("nodes")
                        .path(0)
                        .path("data")
                        .path("model")
                        .asText())
                .isEqualTo("mirror/plain");
    }

    @Test
    void stream_ofAnOwnModel_hasItsEvents() throws Exception {
        StreamedAnswer streamed = ServiceClient.at(base).stream("mirrors", "Hello");

        assertThat(streamed.happenings())
                .contains("response.output_item.done", "response.completed", "message_output_created");
    }
}
