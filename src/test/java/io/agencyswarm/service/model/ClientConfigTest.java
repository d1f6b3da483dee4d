package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.ReceivedRequest;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code client_config} applies to its own run, to every agent of it, and to no other run. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(90)
class ClientConfigTest {

    private static final int RUNS = 50;

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void keys_ofRunsSideBySide_areEachExactlyWhereTheyBelong() throws Exception {
        List<CompletableFuture<ServiceAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            String mark = "run" + i;
            ObjectNode body = ServiceClient.says("call add {\"a\":1,\"b\":" + i + "} ;; text " + mark);
            if (i % 2 == 0) {
                ObjectNode config = body.putObject("client_config");
                config.put("api_key", "sk-own-" + i);
                config.putObject("default_headers").put("X-Mark", mark);
                config.putObject("model_settings_extra_args").put("safety_identifier", mark);
            }
            answers.add(client.askLater("basic", body));
        }
        for (CompletableFuture<ServiceAnswer> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
        }

        List<ReceivedRequest> requests = ScriptedModelServer.current().requests();
        assertThat(requests).hasSize(2 * RUNS).allSatisfy(ClientConfigTest::assertOwn);
    }

    private static void assertOwn(ReceivedRequest request) {
        String script = request.body().at("/input/0/content").asText();
        String mark = script.substring(script.lastIndexOf(' ') + 1);
        int run = Integer.parseInt(mark.substring("run".length()));
        boolean bound = run % 2 == 0;
        assertThat(request.authorization()).isEqualTo(bound ? "Bearer sk-own-" + run : "Bearer sk-test");
        assertThat(request.headers().getOrDefault("X-Mark", List.of("none")).getFirst())
                .isEqualTo(bound ? mark : "none");
        assertThat(request.body().path("safety_identifier").asText("none")).isEqualTo(bound ? mark : "none");
    }

    @Test
    void key_ofClient_isUsedByEachAgentOfRun() throws Exception {
        ObjectNode body = ServiceClient.says(
                ServiceClient.delegate("Developer", "text Yes") + " ;; call transfer_to_Analyst {} ;; text Done");
        body.putObject("client_config").put("api_key", "sk-own").put("model", "gpt-4o-mini");
        ServiceAnswer answer = client.ask("team", body);

        assertThat(answer.response()).isEqualTo("Done");
        assertThat(ScriptedModelServer.current().requests())
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo("Bearer sk-own"))
                .allSatisfy(request ->
                        assertThat(request.body().path("model").asText()).isEqualTo("gpt-4o-mini"));
    }

    @Test
    void key_ofClient_isNotDisclosed() throws Exception {
        ObjectNode body = ServiceClient.says("fail 401");
        body.putObject("client_config").put("api_key", "0a1b2c3d-4e5f");
        ServiceAnswer failed = client.ask("basic", body);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).doesNotContain("0a1b2c3d-4e5f");
    }

    @Test
    void baseUrl_ofClient_omitsKeyOfService() throws Exception {
        try (ScriptedModelServer other = ScriptedModelServer.start()) {
            ObjectNode body = ServiceClient.says("text Hi");
            body.putObject("client_config").put("base_url", other.baseUrl());
            ServiceAnswer refused = client.ask("basic", body);

            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body().path("error").asText()).contains("client_config.api_key");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void baseUrl_otherPathOfSameServer_omitsKeyOfService() throws Exception {
        String own = ScriptedModelServer.current().baseUrl();
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("client_config").put("base_url", own.replace("/v1", "/someone-else/v1"));
        ServiceAnswer refused = client.ask("basic", body);

        assertThat(refused.body().path("error").asText()).contains("client_config.api_key");
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
        body.putObject("client_config").put("base_url", own.replace("http", "HTTP") + "/");
        assertThat(client.ask("basic", body).response()).isEqualTo("Hi");
    }

    @Test
    void baseUrl_ofClient_isUsedWithItsKeyOrHeader() throws Exception {
        try (ScriptedModelServer own = ScriptedModelServer.start()) {
            ObjectNode body = ServiceClient.says("text Hi");
            ObjectNode config = body.putObject("client_config");
            config.put("base_url", own.baseUrl() + "/").put("api_key", "sk-own");
            assertThat(client.ask("basic", body).response()).isEqualTo("Hi");
            config.remove("api_key");
            config.putObject("default_headers").put("authorization", "Basic abc");
            assertThat(client.ask("basic", body).response()).isEqualTo("Hi");

            assertThat(own.requests().stream().map(ReceivedRequest::authorization))
                    .containsExactly("Bearer sk-own", "Basic abc");
        }
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void baseUrl_unreachable_failsOnlyItsRun() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        body.putObject("client_config").put("base_url", "http://127.0.0.1:9/v1").put("api_key", "sk-own");
        ServiceAnswer failed = client.ask("basic", body);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText()).contains("Assistant", "could not be reached");
        assertThat(client.ask("basic", "text Still here").response()).isEqualTo("Still here");
    }

    @Test
    void settings_ofRun_overrideThoseOfAgent() throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        ObjectNode extra = body.putObject("client_config").putObject("model_settings_extra_args");
        extra.put("temperature", 0.5).putNull("top_p").putObject("reasoning").put("effort", "low");
        client.ask("basic", body);

        assertThat(Model.requests().getFirst().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(Model.requests().getFirst().path("top_p").isNull()).isTrue();
        assertThat(Model.requests().getFirst().at("/reasoning/effort").asText()).isEqualTo("low");
    }
}
