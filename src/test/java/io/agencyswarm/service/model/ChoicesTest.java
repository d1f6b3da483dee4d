package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings with values other than their defaults. */
@QuarkusTest
@TestProfile(ChoicesProfile.class)
@Timeout(60)
class ChoicesTest {

    @TestHTTPResource
    URI base;

    @Test
    void modelPrices_ofAnotherTable_areCounted() throws Exception {
        JsonNode usage = ServiceClient.at(base).ask("basic", "text hi").body().path("usage");

        assertThat(usage.path("input_tokens").asLong()).isEqualTo(10);
        assertThat(usage.path("output_tokens").asLong()).isEqualTo(1);
        assertThat(usage.path("total_cost").asDouble()).isEqualTo(12, within(1e-9));
    }

    @Test
    void showPrompts_on_leavesTheModelsEventsWhole() throws Exception {
        JsonNode created = response(ServiceClient.at(base).stream("basic", "text hi"));

        assertThat(created.path("instructions").asText()).isEqualTo("You are a helpful assistant.");
        assertThat(created.path("tools")).hasSize(2);
    }

    @Test
    void usage_delegatedRuns_isSummed() throws Exception {
        JsonNode usage = ServiceClient.at(base)
                .ask("team", ServiceClient.delegate("Developer", "text done") + " ;; text Told")
                .body()
                .path("usage");

        assertThat(usage.path("request_count").asLong()).isEqualTo(3);
        assertThat(usage.path("total_tokens").asLong())
                .isEqualTo(usage.path("input_tokens").asLong()
                        + usage.path("output_tokens").asLong());
        assertThat(usage.path("total_cost").asDouble())
                .isEqualTo(
                        usage.path("input_tokens").asDouble()
                                + 2 * usage.path("output_tokens").asDouble(),
                        within(1e-9));
    }

    private static JsonNode response(StreamedAnswer streamed) {
        List<AnswerFrame> created = streamed.frames().stream()
                .filter(frame -> frame.what().equals("response.created"))
                .toList();
        assertThat(created).hasSize(1);
        return created.getFirst().event().path("data").path("response");
    }
}
