package io.agencyswarm.service.observe;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.observe.Step;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.Watch;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls of observers during runs. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ObserverTest {

    @TestHTTPResource
    URI base;

    @Inject
    Watch watch;

    @Inject
    FaultyObserver faulty;

    @Inject
    Gates gates;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        watch.forget();
    }

    @AfterEach
    void allCameOnceAndInOrder() {
        assertThat(watch.faults()).isEmpty();
    }

    @Test
    void run_answers_isOneModelRequestWithItsUsage() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", "text Done");

        assertThat(tree()).containsExactly("workshop > Foreman", "  Foreman asks gpt-4o");
        Watch.Seen run = watch.runs().getFirst();
        assertThat(run.step()).isEqualTo(new Step.Run(streamed.runId(), "workshop", "Foreman"));
        assertThat(run.children().getFirst().answered()).isTrue();
        JsonNode usage = streamed.messages().path("usage");
        assertThat(run.outcome().used().requestCount()).isEqualTo(1);
        assertThat(run.outcome().used().cost())
                .isPositive()
                .isEqualTo(usage.path("total_cost").asDouble());
        assertThat(run.children().getFirst().outcome().used())
                .isEqualTo(run.outcome().used());
    }

    @Test
    void delegation_withATool_isATree() throws Exception {
        client.ask("team", delegate("Developer", "call add {\"a\":1,\"b\":2} ;; text Three") + " ;; text Done");

        assertThat(tree())
                .containsExactly(
                        "team > CEO",
                        "  CEO asks gpt-4o",
                        "  CEO > Developer",
                        "    Developer asks gpt-4o",
                        "    Developer uses add",
                        "    Developer asks gpt-4o",
                        "  CEO asks gpt-4o");
        assertThat(watch.runs().getFirst().outcome().used().requestCount()).isEqualTo(4);
    }

    @Test
    void handoff_successor_continuesAtSameLevel() throws Exception {
        client.ask("workshop", "call transfer_to_Clerk {} ;; text Yours");

        assertThat(tree()).containsExactly("workshop > Foreman", "  Foreman asks gpt-4o", "  Clerk asks gpt-4o");
    }

    @Test
    void modelRequest_retried_countsOnce() throws Exception {
        client.ask("workshop", "times 1 fail 500 | text Done");

        assertThat(tree()).containsExactly("workshop > Foreman", "  Foreman asks gpt-4o");
    }

    @Test
    void modelRequest_fails_failsRun() throws Exception {
        client.ask("workshop", "fail 400");

        assertThat(tree()).containsExactly("workshop > Foreman: MODEL_REFUSED", "  Foreman asks gpt-4o: MODEL_REFUSED");
        assertThat(watch.runs().getFirst().children().getFirst().answered()).isFalse();
    }

    @Test
    void tool_fails_isReported() throws Exception {
        client.ask("team", delegate("Developer", "call stumble {\"reason\":\"x\"} ;; text Well") + " ;; text Done");

        assertThat(tree())
                .contains("    Developer uses stumble: TOOL_FAILED", "  CEO > Developer", "team > CEO")
                .doesNotContain("    Developer uses stumble");
    }

    @Test
    void tool_failsRun_failsAllAboveIt() throws Exception {
        client.ask("team", delegate("Developer", "call explode {\"reason\":\"boom\"}"));

        assertThat(tree())
                .containsExactly(
                        "team > CEO: TOOL_FAILED",
                        "  CEO asks gpt-4o",
                        "  CEO > Developer: TOOL_FAILED",
                        "    Developer asks gpt-4o",
                        "    Developer uses explode: TOOL_FAILED");
    }

    @Test
    void tool_withArgumentsThatDoNotFit_quotesNoneOfThem() throws Exception {
        client.ask("workshop", "call hold [\"a secret\"] ;; text Done");

        Watch.Seen tool = watch.runs().getFirst().children().get(1);
        assertThat(tool.tree()).containsExactly("Foreman uses hold: INVALID_REQUEST");
        assertThat(tool.outcome().failure().getMessage()).doesNotContain("secret");
    }

    @Test
    void delegation_fails_isReportedToCallerAlone() throws Exception {
        client.ask("team", delegate("Developer", "fail 400") + " ;; text Done");

        assertThat(tree())
                .containsExactly(
                        "team > CEO",
                        "  CEO asks gpt-4o",
                        "  CEO > Developer: MODEL_REFUSED",
                        "    Developer asks gpt-4o: MODEL_REFUSED",
                        "  CEO asks gpt-4o");
    }

    @Test
    void quickReply_known_isNoModelRequest() throws Exception {
        client.ask("reception", "text Good day");
        watch.forget();
        client.ask("reception", "text Good day");

        assertThat(tree()).containsExactly("reception > Greeter");
    }

    @Test
    void chatName_requested_isObservedAsModelRequest() throws Exception {
        client.ask("workshop", ServiceClient.says("text Done").put("generate_chat_name", true));

        assertThat(tree()).containsExactly("workshop > Foreman", "  Foreman asks gpt-4o", "  Foreman asks gpt-4o");
    }

    @Test
    void cancel_whileATextStreams_endsTheModelRequest() throws Exception {
        try (LiveStream stream = client.open("workshop", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            Cancels.cancel(client, "workshop", stream);

            assertThat(tree()).containsExactly("workshop > Foreman: cancelled", "  Foreman asks gpt-4o: cancelled");
        }
    }

    @Test
    void cancel_whileAToolIgnoresInterrupts_endsAllSteps() throws Exception {
        String script = delegate("Worker", "call stand {\"gate\":\"watched\"}");
        try (LiveStream stream = client.open("workshop", script)) {
            gates.awaitEntered("watched");
            Cancels.cancel(client, "workshop", stream);

            assertThat(gates.left("watched")).as("the tool has ended").isFalse();
            assertThat(tree())
                    .containsExactly(
                            "workshop > Foreman: cancelled",
                            "  Foreman asks gpt-4o",
                            "  Foreman > Worker: cancelled",
                            "    Worker asks gpt-4o",
                            "    Worker uses stand: cancelled");
        } finally {
            gates.open("watched");
        }
        gates.awaitLeft("watched");
    }

    @Test
    void observer_throws_harmsNothing() throws Exception {
        String script = delegate("Developer", "text Ok") + " ;; text Done";
        // It fails differently in every second run.
        assertThat(client.ask("team", script).response()).isEqualTo("Done");
        assertThat(client.ask("team", script).response()).isEqualTo("Done");

        assertThat(faulty.failed()).contains("run", "answering", "null", "end of Run", "end of ModelCall");
        assertThat(watch.runs())
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.tree()).hasSize(5));
    }

    private List<String> tree() {
        assertThat(watch.runs()).hasSize(1);
        return watch.runs().getFirst().tree();
    }
}
