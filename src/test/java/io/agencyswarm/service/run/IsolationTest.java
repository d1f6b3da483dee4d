package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent runs: no data of one appears in another. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(90)
class IsolationTest {

    private static final int RUNS = 40;

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void userContext_ofRunsConcurrently_isSeenByItsOwnRunOnly() throws Exception {
        List<CompletableFuture<ServiceAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            ObjectNode body = ServiceClient.says("call whoami {} & call whoami {} ;; call whoami {} ;; text Done");
            body.putObject("user_context").put("user", i).put("only" + i, true);
            answers.add(client.askLater("team", body));
        }
        for (int i = 0; i < RUNS; i++) {
            String expected = "{\"only" + i + "\": true, \"tenant\": \"acme\", \"user\": " + i + "}";
            assertThat(outputs(answers.get(i).get(60, TimeUnit.SECONDS))).containsExactly(expected, expected, expected);
        }
    }

    @Test
    void userContext_reachesDelegatedRuns() throws Exception {
        ObjectNode body = ServiceClient.says(
                ServiceClient.delegate("Developer", "call whoami {} ;; text Done") + " ;; text Told");
        body.putObject("user_context").put("tenant", "other");

        assertThat(outputs(client.ask("team", body))).containsExactly("{\"tenant\": \"other\"}", "Done");
    }

    @Test
    void userContext_anyValue_isNotSentToModel() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("user_context").put("pin", "nobody-knows");
        ServiceAnswer answer = client.ask("team", body);

        assertThat(Model.requests().toString()).doesNotContain("nobody-knows", "acme");
        assertThat(answer.text()).doesNotContain("nobody-knows", "acme");
    }

    @Test
    void userContext_changedByATool_isChangedForThatRunOnly() throws Exception {
        String script = "call note {\"text\":\"mine\"} ;; " + ServiceClient.delegate("Worker", note("theirs"))
                + " ;; call note {\"text\":\"again\"} ;; text Done";

        assertThat(outputs(client.ask("workshop", script)))
                .containsExactly(
                        context("mine", "first", "mine"),
                        context("theirs", "first", "mine", "theirs"),
                        "Noted",
                        context("again", "first", "mine", "theirs", "again"));
        assertThat(outputs(client.ask("workshop", note("later")))).containsExactly(context("later", "first", "later"));
    }

    @Test
    void userContext_changedByRunsConcurrently_isChangedForEachAlone() throws Exception {
        List<CompletableFuture<ServiceAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            ObjectNode body = ServiceClient.says(note("n" + i));
            if (i % 2 == 0) {
                body.putObject("user_context").putArray("notes").add("own" + i);
            }
            answers.add(client.askLater("workshop", body));
        }
        for (int i = 0; i < RUNS; i++) {
            assertThat(outputs(answers.get(i).get(60, TimeUnit.SECONDS)))
                    .containsExactly(context("n" + i, i % 2 == 0 ? "own" + i : "first", "n" + i));
        }
    }

    @Test
    void streams_concurrent_haveTheirOwnIdsAndWords() throws Exception {
        List<Future<StreamedAnswer>> streams = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RUNS; i++) {
                String word = "<" + i + ">";
                streams.add(readers.submit(() -> client.stream(
                        "basic", "text " + (word + " ").repeat(100).strip())));
            }
        }
        Set<String> runIds = new HashSet<>();
        Set<String> agentRunIds = new HashSet<>();
        Set<String> traceIds = new HashSet<>();
        for (int i = 0; i < RUNS; i++) {
            StreamedAnswer streamed = streams.get(i).get();
            runIds.add(streamed.runId());
            agentRunIds.addAll(streamed.newMessages().findValuesAsText("agent_run_id"));
            traceIds.addAll(streamed.newMessages().findValuesAsText("run_trace_id"));
            assertThat(deltas(streamed)).hasSize(100).containsOnly("<" + i + ">");
            assertThat(streamed.messages().path("run_id").asText()).isEqualTo(streamed.runId());
            assertThat(streamed.messages().at("/usage/request_count").asInt()).isEqualTo(1);
        }
        assertThat(runIds).hasSize(RUNS);
        assertThat(agentRunIds).hasSize(RUNS);
        assertThat(traceIds).hasSize(RUNS);
    }

    @Test
    void additionalInstructions_ofOneRun_areGoneInTheNext() throws Exception {
        client.ask("basic", ServiceClient.says("text One").put("additional_instructions", "Only now."));
        client.ask("basic", ServiceClient.says("text Two"));

        assertThat(Model.requests().get(0).path("instructions").asText())
                .isEqualTo("You are a helpful assistant.\n\n---\n\nOnly now.");
        assertThat(Model.requests().get(1).path("instructions").asText()).isEqualTo("You are a helpful assistant.");
        assertThat(Model.lastInput()).hasSize(1);
    }

    private static String note(String text) {
        return "call note {\"text\":\"" + text + "\"} ;; text Noted";
    }

    private static String context(String last, String... notes) {
        return "{\"notes\":[\"" + String.join("\",\"", notes) + "\"],\"last\":\"" + last + "\"}";
    }

    private static List<String> outputs(ServiceAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.newMessages().findValuesAsText("output");
    }

    private static List<String> deltas(StreamedAnswer streamed) {
        return streamed.frames().stream()
                .filter(frame -> frame.what().equals("response.output_text.delta"))
                .map(frame -> frame.event().at("/data/delta").asText().strip())
                .toList();
    }
}
