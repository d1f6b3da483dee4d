package io.agencyswarm.tool.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ApiServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The requests to an API, and the results for its answers. */
@QuarkusTest
@Timeout(30)
class ApiCallTest {

    @Inject
    TestApis apis;

    @TempDir
    Path directory;

    private final ApiServer api = ApiServer.start();
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void setUp() throws IOException {
        settings.put("base-url", api.url());
        settings.put(
                "document",
                Files.writeString(directory.resolve("api.yaml"), """
                        openapi: 3.0.3
                        paths:
                          /report: {get: {operationId: report}}
                          /refusal: {get: {operationId: refusal}}
                          /form:
                            post:
                              operationId: form
                              requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
                        """).toString());
    }

    @AfterEach
    void tearDown() {
        api.close();
    }

    @Test
    void error_repeatsKeyOrCookie_isReportedWithoutIt() {
        settings.put("headers.Authorization", "Token abc123secret");
        settings.put("headers.Cookie", "theme=dark-blue-7; sid=\"cookie-9\"");
        api.reply("/report", 400, "text/plain", "Invalid token abc123secret or sid cookie-9 of dark-blue-7.");

        assertThatThrownBy(() -> call("report", "{}"))
                .isInstanceOf(AgencyException.class)
                .hasMessageEndingWith("it answered HTTP 400: Invalid token … or sid … of ….");
    }

    @Test
    void result_withTheWordOfAParameterNamedKey_isToldWhole() throws Exception {
        settings.put("params.sort_key", "created_at");
        settings.put("params.auth_type", "tenant-login");
        settings.put("headers.X-Author", "jane-doe-12");
        settings.put("params.keyword", "oslo-2026");
        String data = "{\"created_at\":1,\"kind\":\"tenant-login\",\"by\":\"jane-doe-12\",\"about\":\"oslo-2026\"}";
        api.reply("/report", 200, "application/json", data);

        assertThat(call("report", "{}")).isEqualTo(Json.read(data));
    }

    @Test
    void result_repeatsCredential_isReportedWithoutIt() throws Exception {
        settings.put("params.apiKey", "k3y-of-api");
        settings.put("headers.X-Auth-Token", "only-letters-but-long");
        settings.put("headers.Authorization", "ApiKey pa55word");
        settings.put("headers.Cookie", "sid=cookie-9");
        api.reply(
                "/report",
                200,
                "application/json",
                "[\"k3y-of-api\",\"only-letters-but-long\",\"pa55word\",\"cookie-9\"]");

        assertThat(call("report", "{}")).isEqualTo(Json.read("[\"…\",\"…\",\"…\",\"…\"]"));
    }

    @Test
    void error_doesNotEnd_isReportedAfterItsBeginning() {
        settings.put("timeout", "10m");

        assertThatThrownBy(() -> call("refusal", "{}")).hasMessageContaining("it answered HTTP 500: xxx");
    }

    @Test
    void form_withListsInLists_sendsTheirValues() throws Exception {
        call("form", "{\"requestBody\": {\"a\": [[1, 2], \"b\"], \"c\": {\"d\": 1}}}");

        assertThat(api.last().body()).isEqualTo("a=%5B1%2C2%5D&a=b&c=%7B%22d%22%3A1%7D");
    }

    private JsonNode call(String name, String arguments) throws Exception {
        ApiTool tool = apis.with(settings).tools("lab").stream()
                .filter(one -> one.spec().name().equals(name))
                .map(ApiTool.class::cast)
                .findFirst()
                .orElseThrow();
        return tool.api().call(tool.operation(), (ObjectNode) Json.read(arguments));
    }
}
