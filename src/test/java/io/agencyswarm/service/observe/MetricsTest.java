package io.agencyswarm.service.observe;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics of runs. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class MetricsTest {

    private static final String GPT =
            "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt-4o\"";

    @TestHTTPResource
    URI base;

    @TestHTTPResource(management = true)
    URI management;

    private ServiceClient client;
    private Scrape before;

    @BeforeEach
    void setUp() throws Exception {
        client = ServiceClient.at(base);
        before = Scrape.of(management);
    }

    @Test
    void run_answers_isCountedWithItsTokensAndCost() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", "text Done");

        JsonNode usage = streamed.messages().path("usage");
        String completed = "agency=\"workshop\",error=\"\",outcome=\"completed\"";
        assertThat(grown("agency_swarm_runs_seconds_count", completed)).isEqualTo(1);
        assertThat(grown("agency_swarm_time_to_first_delta_seconds_count", "agency=\"workshop\""))
                .isEqualTo(1);
        assertThat(grown("gen_ai_client_operation_duration_seconds_count", "error_type=\"\"," + GPT))
                .isEqualTo(1);
        assertThat(grown("gen_ai_client_token_usage_sum", GPT + ",gen_ai_token_type=\"input\""))
                .isEqualTo(usage.path("input_tokens").asDouble());
        assertThat(grown("gen_ai_client_token_usage_sum", GPT + ",gen_ai_token_type=\"output\""))
                .isEqualTo(usage.path("output_tokens").asDouble());
        assertThat(grown("agency_swarm_cost_dollars_total", "agency=\"workshop\",model=\"gpt-4o\""))
                .isPositive()
                .isCloseTo(usage.path("total_cost").asDouble(), offset(1e-12));
    }

    @Test
    void run_fails_isCountedWithItsError() throws Exception {
        client.ask("workshop", "fail 400");

        assertThat(grown(
                        "agency_swarm_runs_seconds_count",
                        "agency=\"workshop\",error=\"model_refused\",outcome=\"failed\""))
                .isEqualTo(1);
        assertThat(grown("gen_ai_client_operation_duration_seconds_count", "error_type=\"400\"," + GPT))
                .isEqualTo(1);
    }

    @Test
    void request_sentAgain_isCountedWithWhy() throws Exception {
        assertThat(client.ask("workshop", "times 2 fail 503 | text Hi").response())
                .isEqualTo("Hi");

        assertThat(grown("agency_swarm_model_retries_total", "error=\"503\",model=\"gpt-4o\",provider=\"openai\""))
                .isEqualTo(2);
        assertThat(grown("gen_ai_client_operation_duration_seconds_count", "error_type=\"\"," + GPT))
                .isEqualTo(1);
    }

    @Test
    void run_whileItIsOpen_isCountedAndThenCancelled() throws Exception {
        try (LiveStream stream = client.open("workshop", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            assertThat(grown("agency_swarm_runs_open", "")).isEqualTo(1);

            Cancels.cancel(client, "workshop", stream);

            assertThat(grown("agency_swarm_runs_open", "")).isZero();
            assertThat(grown("agency_swarm_runs_seconds_count", "agency=\"workshop\",error=\"\",outcome=\"cancelled\""))
                    .isEqualTo(1);
            assertThat(grown("gen_ai_client_operation_duration_seconds_count", "error_type=\"cancelled\"," + GPT))
                    .isEqualTo(1);
        }
    }

    @Test
    void tools_ofADelegation_areTimedByOutcome() throws Exception {
        client.ask(
                "team",
                delegate("Developer", "call add {\"a\":1,\"b\":2} ;; call stumble {\"reason\":\"x\"} ;; text Three")
                        + " ;; text Done");

        assertThat(grown("agency_swarm_tool_seconds_count", "outcome=\"completed\",tool=\"add\""))
                .isEqualTo(1);
        assertThat(grown("agency_swarm_tool_seconds_count", "outcome=\"failed\",tool=\"stumble\""))
                .isEqualTo(1);
    }

    @Test
    void models_clientsNameAtWill_shareOneSeries() throws Exception {
        for (int i = 0; i < 5; i++) {
            ObjectNode body = ServiceClient.says("text Done");
            body.putObject("client_config").put("model", "gpt-no-" + i);
            assertThat(client.ask("workshop", body).response()).isEqualTo("Done");
        }

        assertThat(Scrape.of(management).text()).doesNotContain("gpt-no-");
        assertThat(grown(
                        "gen_ai_client_operation_duration_seconds_count",
                        "error_type=\"\"," + GPT.replace("gpt-4o", "other")))
                .isEqualTo(5);
    }

    @Test
    void metrics_unknownPaths_shareOneSeries() throws Exception {
        client.get("/nothing-here-1");
        client.get("/q/nothing-here-2");
        client.post("/nobody-3/get_response", "{}");
        client.post("/tool/nothing-4", "{}");
        client.get("/workshop/get_metadata");

        assertThat(Scrape.of(management).text())
                .doesNotContain("nothing-")
                .doesNotContain("nobody-")
                .doesNotContain("uri=\"/workshop");
    }

    @Test
    void exposition_afterRuns_holdsNoContent() throws Exception {
        client.ask(
                "team",
                delegate("Developer", "call stumble {\"reason\":\"opensesame\"} ;; text opensesame")
                        + " ;; text opensesame");
        client.ask("workshop", "fail 400");

        assertThat(Scrape.of(management).text()).doesNotContain("opensesame").doesNotContain("sk-test");
    }

    private double grown(String name, String labels) throws Exception {
        return Scrape.of(management).value(name, labels) - before.value(name, labels);
    }
}
