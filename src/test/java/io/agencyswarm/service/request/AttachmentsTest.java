package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.contract.ContractProfile;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.ReceivedRequest;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Attachments: from the client's request to the model's provider and into the message. */
@QuarkusTest
@TestProfile(ContractProfile.class)
@Timeout(60)
class AttachmentsTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;
    private Path allowed;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        allowed = ConfigProvider.getConfig().getValue("agency-swarm.files.allowed-local-dirs", Path.class);
        Model.forget();
    }

    @Test
    void files_ofEachKind_goWhereTheModelFindsThem() throws Exception {
        ServiceAnswer answer = client.ask(
                "basic", with(Map.of("a.txt", file("a.txt"), "b.pdf", file("b.pdf"), "c.PNG", file("c.PNG"))));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(Model.uploads()).hasSize(3);
        JsonNode ids = answer.body().path("file_ids_map");
        JsonNode json = Model.lastInput().get(1).path("content");
        assertThat(json.get(0).path("text").asText()).isEqualTo("text Read");
        assertThat(json.findParents("file_id"))
                .extracting(part ->
                        part.path("type").asText() + " " + part.path("file_id").asText())
                .containsExactlyInAnyOrder(
                        "input_file " + ids.path("b.pdf").asText(),
                        "input_image " + ids.path("c.PNG").asText());
        assertThat(Model.requests().getLast().path("tools").findValue("file_ids"))
                .containsExactly(ids.path("a.txt"));
        assertThat(json.get(json.size() - 1).path("text").asText()).contains("a.txt", "code_interpreter");
    }

    @Test
    void files_areThereInEachTurnOfTheRun_andAfterAHandoff() throws Exception {
        ObjectNode body = with(Map.of("a.txt", file("a.txt")));
        body.put("message", "call transfer_to_Analyst {} ;; call add {\"a\":1,\"b\":2} ;; text Read");
        client.ask("team", body);

        assertThat(Model.requests())
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request.path("tools").findValue("container")).isNotNull());
    }

    @Test
    void conversation_withFiles_continues() throws Exception {
        ServiceAnswer answer = client.ask("basic", with(Map.of("a.txt", file("a.txt"), "b.pdf", file("b.pdf"))));

        Model.assertGoesOn(client, "basic", answer.newMessages());
        assertThat(Model.lastInput()).hasSize(4);
    }

    @Test
    void upload_clientConfig_isUsed() throws Exception {
        ObjectNode body = with(Map.of("a.txt", file("a.txt")));
        body.putObject("client_config")
                .put("api_key", "sk-own")
                .putObject("default_headers")
                .put("X-Mark", "mine");
        client.ask("basic", body);

        List<ReceivedRequest> requests = ScriptedModelServer.current().requests();
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.authorization()).isEqualTo("Bearer sk-own");
            assertThat(request.headers().get("X-Mark")).containsExactly("mine");
        });
    }

    @Test
    void upload_providerRefuses_isFaultOfFile() throws Exception {
        ServiceAnswer failed = client.ask("basic", with(Map.of("fail-400.txt", file("a.txt"))));

        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.body().path("error").asText()).contains("fail-400.txt", "the model's server answered 400");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void upload_failsOnce_isSentAgain() throws Exception {
        ServiceAnswer answer = client.ask("basic", with(Map.of("fail-500-1.txt", file("a.txt"))));

        assertThat(answer.response()).startsWith("Read");
    }

    @Test
    void upload_underWayWhenTheRunIsCancelled_isBrokenOff() throws Exception {
        try (LiveStream stream = client.open("basic", with(Map.of("hang.txt", file("a.txt"))))) {
            String runId = stream.runId();
            Model.awaitRequests(1);
            ServiceAnswer cancelled = client.cancel("basic", runId);

            assertThat(cancelled.body().path("cancelled").asBoolean()).isTrue();
            assertThat(stream.rest().happenings()).containsExactly("meta", "messages", "end");
        }
        Model.awaitClosed();
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted under /proc")
    void upload_toAServerThatReadsNoMore_leavesNothingOpen() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ObjectNode body = with(Map.of("a.txt", largeFile()));
            body.putObject("client_config")
                    .put("base_url", "http://127.0.0.1:" + deaf.getLocalPort() + "/v1")
                    .put("api_key", "sk-own");
            try (LiveStream stream = client.open("basic", body)) {
                String runId = stream.runId();
                try (Socket received = deaf.accept()) {
                    assertThat(received.getInputStream().read()).isEqualTo('P');
                    Model.until("the file is open", () -> temporaryFilesOpen() > 0);
                    client.cancel("basic", runId);
                    Model.until("the file is closed", () -> temporaryFilesOpen() == 0);
                }
            }
        }
    }

    @Test
    void upload_refusedEarly_saysWhy() throws Exception {
        try (ServerSocket hasty = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseEach(hasty));
            ObjectNode body = with(Map.of("a.txt", largeFile()));
            body.putObject("client_config")
                    .put("base_url", "http://127.0.0.1:" + hasty.getLocalPort() + "/v1")
                    .put("api_key", "sk-own");

            assertThat(client.ask("basic", body).body().path("error").asText())
                    .contains("answered 413", "too large for us");
        }
    }

    private static void refuseEach(ServerSocket server) {
        String answer = "HTTP/1.1 413 Too Large\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n"
                + "{\"error\":{\"message\":\"too large for us\"}}";
        try {
            while (true) {
                // Neither read to its end nor closed: only the response counts.
                Socket received = server.accept();
                received.getInputStream().read();
                received.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private String largeFile() throws IOException {
        Path file = allowed.resolve("large.txt");
        Files.write(file, new byte[16 << 20]);
        return file.toString();
    }

    /** The application runs in this process. */
    private static long temporaryFilesOpen() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> target(link).contains("agency-swarm-files"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "";
        }
    }

    @Test
    void file_withAFault_meansNoUploadOfTheOthersEither() throws Exception {
        StreamedAnswer failed =
                client.stream("basic", with(Map.of("a.txt", file("a.txt"), "b.txt", "http://169.254.169.254/latest")));

        assertThat(failed.errors()).hasSize(1);
        assertThat(failed.happenings().getLast()).isEqualTo("end");
        assertThat(failed.messages().has("file_ids_map")).isFalse();
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    @Test
    void files_forAModelThatTakesNone_areRefused() throws Exception {
        ServiceAnswer failed = client.ask("lite", with(Map.of("a.txt", file("a.txt"))));

        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.body().path("error").asText()).contains("litellm/");
        assertThat(ScriptedModelServer.current().requests()).isEmpty();
    }

    private String file(String name) throws Exception {
        return Files.writeString(allowed.resolve(name), "Something to read.\n").toString();
    }

    private static ObjectNode with(Map<String, String> files) {
        ObjectNode body = ServiceClient.says("text Read");
        files.forEach(body.putObject("file_urls")::put);
        return body;
    }
}
