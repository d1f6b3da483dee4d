package io.agencyswarm.service.observe;

import static io.agencyswarm.service.ServiceClient.delegate;
import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.ScriptedModelServer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs as traces. */
@QuarkusTest
@TestProfile(TracedProfile.class)
@Timeout(60)
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @TestHTTPResource
    URI base;

    @Inject
    Spans spans;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        spans.forget();
        Model.forget();
    }

    @Test
    void run_beneathACallersTrace_isPartOfIt() throws Exception {
        StreamedAnswer streamed =
                client.with("traceparent", "00-" + TRACE + "-" + PARENT + "-01").stream("workshop", "text Done");

        SpanData run = spans.named("invoke_agent Foreman");
        SpanData chat = spans.named("chat gpt-4o");
        assertThat(run.getTraceId()).isEqualTo(chat.getTraceId()).isEqualTo(TRACE);
        assertThat(chat.getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(run.getAttributes().get(stringKey("agency_swarm.run_id"))).isEqualTo(streamed.runId());
        assertThat(run.getAttributes().get(stringKey("agency_swarm.agency"))).isEqualTo("workshop");
        assertThat(run.getAttributes().get(stringKey("gen_ai.operation.name"))).isEqualTo("invoke_agent");
        assertThat(run.getAttributes().get(stringKey("gen_ai.provider.name"))).isEqualTo("openai");
        assertThat(run.getAttributes().get(stringKey("gen_ai.request.model"))).isEqualTo("gpt-4o");
        SpanData server = awaitParent(run);
        assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(server.getParentSpanId()).isEqualTo(PARENT);
        assertThat(server.getName()).isEqualTo("POST /{agency}/get_response_stream");
    }

    @Test
    void modelRequest_answered_hasTheConventionsAttributes() throws Exception {
        JsonNode usage = client.stream("workshop", "text Done").messages().path("usage");

        SpanData chat = spans.named("chat gpt-4o");
        assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(chat.getAttributes().get(stringKey("gen_ai.operation.name"))).isEqualTo("chat");
        assertThat(chat.getAttributes().get(stringKey("gen_ai.provider.name"))).isEqualTo("openai");
        assertThat(chat.getAttributes().get(stringKey("gen_ai.request.model"))).isEqualTo("gpt-4o");
        assertThat(chat.getAttributes().get(stringKey("gen_ai.agent.name"))).isEqualTo("Foreman");
        assertThat(chat.getAttributes().get(booleanKey("gen_ai.request.stream")))
                .isTrue();
        assertThat(chat.getAttributes().get(stringArrayKey("gen_ai.response.finish_reasons")))
                .containsExactly("stop");
        assertThat(chat.getAttributes().get(longKey("gen_ai.usage.cache_read.input_tokens")))
                .isEqualTo(usage.path("cached_tokens").asLong());
        assertThat(chat.getAttributes().get(longKey("gen_ai.usage.input_tokens")))
                .isEqualTo(usage.path("input_tokens").asLong());
        assertThat(chat.getAttributes().get(longKey("gen_ai.usage.output_tokens")))
                .isEqualTo(usage.path("output_tokens").asLong());
        assertThat(chat.getAttributes().get(doubleKey("gen_ai.response.time_to_first_chunk")))
                .isPositive();
        assertThat(chat.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void delegation_withAToolAndAHandoff_isATree() throws Exception {
        for (boolean streamed : List.of(true, false)) {
            spans.forget();
            String script = delegate("Worker", "call note {\"text\":\"x\"} ;; text Three")
                    + " ;; call transfer_to_Clerk {} ;; text Yours";
            if (streamed) {
                client.stream("workshop", script);
            } else {
                client.ask("workshop", script);
            }

            assertThat(spans.tree(spans.named("invoke_agent Foreman")))
                    .as("streamed: " + streamed)
                    .containsExactly(
                            "invoke_agent Foreman INTERNAL",
                            "  chat gpt-4o CLIENT",
                            "  invoke_agent Worker INTERNAL",
                            "    chat gpt-4o CLIENT",
                            "    execute_tool note INTERNAL",
                            "    chat gpt-4o CLIENT",
                            "  chat gpt-4o CLIENT",
                            "  chat gpt-4o CLIENT");
            SpanData tool = spans.named("execute_tool note");
            assertThat(tool.getAttributes().get(stringKey("gen_ai.tool.name"))).isEqualTo("note");
            assertThat(tool.getAttributes().get(stringKey("gen_ai.tool.call.id")))
                    .isNotBlank();
            assertThat(tool.getAttributes().get(stringKey("gen_ai.tool.type"))).isEqualTo("function");
        }
    }

    @Test
    void failures_ofToolsAndModels_areErrorsByTheirCode() throws Exception {
        client.ask("team", delegate("Developer", "call stumble {\"reason\":\"x\"} ;; fail 400") + " ;; text Done");

        SpanData tool = spans.named("execute_tool stumble");
        assertThat(tool.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tool.getAttributes().get(stringKey("error.type"))).isEqualTo("tool_failed");
        SpanData request = spans.named("invoke_agent Developer");
        assertThat(request.getAttributes().get(stringKey("error.type"))).isEqualTo("model_refused");
        SpanData run = spans.named("invoke_agent CEO");
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void cancel_whileTextStreams_endsTheSpansAsCancelled() throws Exception {
        try (LiveStream stream = client.open("workshop", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            Cancels.cancel(client, "workshop", stream);

            for (String name : List.of("invoke_agent Foreman", "chat gpt-4o")) {
                assertThat(spans.named(name).getAttributes().get(booleanKey("agency_swarm.cancelled")))
                        .as(name)
                        .isTrue();
                assertThat(spans.named(name).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
            }
        }
    }

    @Test
    void runs_concurrent_areNotMixed() throws Exception {
        List<CompletableFuture<ServiceAnswer>> answers = List.of("one", "two", "three").stream()
                .map(name -> client.askLater(
                        "workshop",
                        ServiceClient.says(delegate("Worker", "call note {\"text\":\"" + name + "\"} ;; text " + name)
                                + " ;; text Done")))
                .toList();
        for (CompletableFuture<ServiceAnswer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }

        List<SpanData> runs = spans.all().stream()
                .filter(span -> span.getName().equals("invoke_agent Foreman"))
                .toList();
        assertThat(runs).hasSize(3);
        assertThat(runs.stream().map(SpanData::getTraceId).distinct()).hasSize(3);
        assertThat(runs)
                .allSatisfy(run -> assertThat(spans.tree(run))
                        .hasSize(7)
                        .allMatch(line ->
                                line.contains("invoke_agent") || line.contains("chat") || line.contains("note")));
    }

    @Test
    void modelRequest_traced_omitsTraceHeaders() throws Exception {
        client.with("traceparent", "00-" + TRACE + "-" + PARENT + "-01").ask("workshop", "text Done");

        assertThat(ScriptedModelServer.current().requests())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.headers()).doesNotContainKeys("Traceparent", "Tracestate", "Baggage"));
    }

    @Test
    void collector_overHttp_getsTheSpans() throws Exception {
        StreamedAnswer streamed = client.stream("workshop", "text Done");

        Collector.await(streamed.runId());
    }

    @Test
    void spans_byDefault_holdNoContent() throws Exception {
        String script = delegate("Developer", "call stumble {\"reason\":\"opensesame\"} ;; text opensesame")
                + " ;; text opensesame";
        client.ask("team", script);
        client.ask("workshop", "fail 400");

        assertThat(spans.all()).hasSizeGreaterThan(6);
        assertThat(spans.all().toString()).doesNotContain("opensesame").doesNotContain("sk-test");
    }

    /**
     * A server's span ends shortly after its last byte was sent, maybe in the next test, so the kind does not identify
     * it.
     */
    private SpanData awaitParent(SpanData span) throws InterruptedException {
        Predicate<SpanData> isParent = other -> other.getSpanId().equals(span.getParentSpanId());
        Model.until("the parent's span has ended", () -> spans.all().stream().anyMatch(isParent));
        return spans.one(isParent);
    }
}
