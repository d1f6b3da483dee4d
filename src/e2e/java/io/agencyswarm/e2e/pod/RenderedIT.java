package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application with the environment of the manifests. */
@Packaged
@Timeout(180)
class RenderedIT {

    private static ScriptedModelServer model;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        model = ScriptedModelServer.start();
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shared-files", "monitoring", "tracing"})
    void pod_asRendered_getsReadyAndAnswersAndLogsJsonAlone(String component) throws Exception {
        List<String> components = component.isEmpty() ? List.of() : List.of(component);
        try (RenderedPod pod = start(components, Map.of()).awaitReady()) {
            assertThat(pod.caller()
                            .post("/travel/get_response", "{\"message\":\"text Hi\"}")
                            .body())
                    .contains("\"response\":\"Hi\"");
            assertThat(pod.caller()
                            .with("Authorization", "Bearer other")
                            .get("/travel/get_metadata")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(pod.program().said()).isNotEmpty().allMatch(line -> line.matches("\\{.*}"));
        }
    }

    @Test
    void pod_askedForHttp2_staysAtHttp1() throws Exception {
        try (RenderedPod pod = start(List.of(), Map.of()).awaitReady();
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .build()) {
            URI document = pod.caller().base().resolve("/openapi.json");

            assertThat(client.send(HttpRequest.newBuilder(document).build(), BodyHandlers.discarding())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void pod_withoutAToken_doesNotStart() throws Exception {
        try (RenderedPod pod = start(List.of(), Map.of("APP_TOKEN", ""))) {
            pod.program().awaitEnd();

            assertThat(pod.status("q/health/ready")).isZero();
        }
    }

    @Test
    void client_whoNamesAHostOfTheNetwork_isRefused() throws Exception {
        try (RenderedPod pod = start(List.of(), Map.of()).awaitReady()) {
            var answer = pod.caller()
                    .post(
                            "/travel/get_response",
                            Json.object()
                                    .put("message", "text Hi")
                                    .set("client_config", Json.object().put("base_url", model.baseUrl()))
                                    .toString());

            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
            assertThat(answer.body()).contains("allowed-hosts");
        }
    }

    @Test
    void spans_ofTheComponentTracing_nameTheirPod() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        collector.createContext("/", exchange -> {
            received.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        // Over HTTP, because a test server for it exists.
        Map<String, String> here = Map.of(
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort());
        try (RenderedPod pod = start(List.of("tracing"), here).awaitReady()) {
            pod.caller().post("/travel/get_response", "{\"message\":\"text Hi\"}");

            assertThat(received.get(30, TimeUnit.SECONDS))
                    .contains("k8s.pod.name", "agency-swarm-7d9f-abcde", "k8s.namespace.name");
        } finally {
            collector.stop(0);
        }
    }

    /** The calculation in {@code config.env}: the maximum accepted load, of the kind that takes the most memory. */
    @Test
    void pod_ofOneGibibyte_refusesBeforeItIsShortOfMemory() throws Exception {
        List<SseClient> streams = new ArrayList<>();
        // -XX:MaxRAM replaces the container's limit.
        try (RenderedPod pod =
                start(List.of(), Map.of("JAVA_OPTS", "-XX:MaxRAM=1g")).awaitReady()) {
            String body = manyShortMessages(2_000_000);
            int large = openUntilRefused(pod, body, streams);
            int small =
                    openUntilRefused(pod, Json.object().put("message", "hang").toString(), streams);

            assertThat(large).isEqualTo(16_777_216 / body.length());
            assertThat(large + small).isEqualTo(120);
            assertThat(pod.status("q/health/live")).isEqualTo(200);
            assertThat(pod.metrics()).containsPattern("http_server_requests_seconds_count\\{.*status=\"429\"");
            assertThat(pod.program().isRunning()).isTrue();
        } finally {
            for (SseClient stream : streams) {
                stream.close();
            }
        }
    }

    private static int openUntilRefused(RenderedPod pod, String body, List<SseClient> streams) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            SseClient.Request request = SseClient.to(pod.caller().base().resolve("/travel/get_response_stream"));
            pod.caller().headers().forEach(request::header);
            SseClient stream = request.post(body);
            if (stream.status() == 429) {
                stream.close();
                return i;
            }
            assertThat(stream.status()).isEqualTo(200);
            streams.add(stream);
            // The run has begun.
            stream.readFrame();
        }
        throw new AssertionError("a thousand runs were let in");
    }

    private static String manyShortMessages(int bytes) {
        var request = Json.object().put("message", "hang");
        var history = request.putArray("chat_history");
        for (int length = 0; length < bytes; length += 32) {
            history.addObject().put("role", "user").put("content", "Hi.");
        }
        return request.toString();
    }

    private RenderedPod start(List<String> components, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.putIfAbsent("OPENAI_BASE_URL", model.baseUrl());
        return RenderedPod.start(Rendering.withComponents(components, directory), directory, settings);
    }
}
