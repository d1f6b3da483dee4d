package com.example.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar in an application without other libraries. */
@Timeout(60)
class SmallTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern RUN = Pattern.compile("\"run_id\":\\s*\"([^\"]+)\"");
    private static final int MAX_JARS = 140;

    private static Application application;

    @BeforeAll
    static void start() throws IOException {
        application = Application.start("agency-swarm.offline=always");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void jars_ofTheApplication_areThoseThatItUses() throws IOException {
        List<String> jars = Application.jars();

        for (String part : List.of(
                "quarkus-hibernate-validator",
                "oidc",
                "jwt",
                "opentelemetry",
                "grpc",
                "micrometer",
                "prometheus",
                "openapi",
                "open-api",
                "swagger",
                "health",
                "redoc",
                "lit-html",
                "marked",
                "dompurify",
                "flyway",
                "sqlite",
                "postgresql",
                "agroal",
                "yaml",
                "awssdk",
                "mcp")) {
            assertEquals(
                    List.of(), jars.stream().filter(jar -> jar.contains(part)).toList(), "jars of " + part);
        }
        assertTrue(jars.size() <= MAX_JARS, jars.size() + " jars: " + jars);
    }

    @Test
    void start_withoutTheLibraries_saysNothingAboutThem() {
        assertFalse(application.log().contains("ERROR"), application.log());
        assertFalse(application.log().contains("Exception"), application.log());
        assertFalse(application.log().contains("ClassNotFound"), application.log());
    }

    @Test
    void agency_asked_answers() throws Exception {
        HttpResponse<String> answer = post("/office/get_response", "{\"message\": \"text Hello\"}");

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"response\":\"Hello\""), answer.body());
        assertEquals(422, post("/office/get_response", "{}").statusCode());
    }

    @Test
    void agency_streamed_reportsAnswerAsItGrows() throws Exception {
        HttpResponse<String> answer = post("/office/get_response_stream", "{\"message\": \"say 3\"}");

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("event: meta"), answer.body());
        assertTrue(answer.body().contains("w3"), answer.body());
        assertTrue(answer.body().stripTrailing().endsWith("data: [DONE]"), answer.body());
    }

    @Test
    void run_cancelled_ends() throws Exception {
        HttpResponse<InputStream> stream = CLIENT.send(
                request("/office/get_response_stream", "{\"message\": \"hang\"}"),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader frames = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            HttpResponse<String> cancelled =
                    post("/office/cancel_response_stream", "{\"run_id\": \"" + runId(frames) + "\"}");

            assertEquals(200, cancelled.statusCode());
            assertTrue(cancelled.body().contains("\"cancelled\":true"), cancelled.body());
            assertTrue(frames.lines().anyMatch(line -> line.startsWith("event: end")));
        }
    }

    @ParameterizedTest
    @CsvSource({"/openapi", "/q/openapi", "/q/swagger-ui", "/q/health", "/q/metrics", "/redoc", "/redoc/", "/playground"
    })
    void page_ofALibraryThatIsNotThere_isNot(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "agency-swarm.store.kind=postgresql, 'org.postgresql:postgresql, org.flywaydb:flyway-database-postgresql'",
        "agency-swarm.store.kind=embedded, 'org.xerial:sqlite-jdbc, org.flywaydb:flyway-core'",
        "quarkus.oidc.auth-server-url=http://localhost:1, io.quarkus:quarkus-oidc",
        "agency-swarm.telemetry.content=true, io.quarkus:quarkus-opentelemetry",
        "agency-swarm.playground.enabled=true, 'org.mvnpm:lit-html, org.mvnpm:marked, org.mvnpm:dompurify'",
        "agency-swarm.openapi.prices.document=prices.yaml, com.fasterxml.jackson.dataformat:jackson-dataformat-yaml"
    })
    void start_withASettingWhoseLibraryIsNotThere_endsWithASentence(String setting, String artifacts) throws Exception {
        try (Application failed = Application.start("agency-swarm.offline=always", setting)) {
            assertNotEquals(0, failed.exitCode());
            assertTrue(failed.log().contains(setting.substring(0, setting.indexOf('='))), failed.log());
            assertTrue(failed.log().toLowerCase().contains("add the dependenc"), failed.log());
            assertTrue(failed.log().contains(artifacts), failed.log());
        }
    }

    private static String runId(BufferedReader frames) throws IOException {
        String line;
        while ((line = frames.readLine()) != null) {
            Matcher id = RUN.matcher(line);
            if (id.find()) {
                return id.group(1);
            }
        }
        throw new AssertionError("no frame has the run's id");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(application.at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return CLIENT.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, String body) {
        URI address = application.at(path);
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
