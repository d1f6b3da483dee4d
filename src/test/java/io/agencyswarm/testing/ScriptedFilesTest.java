package io.agencyswarm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScriptedFilesTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int LARGE = 64 << 20;
    private static final String BOUNDARY = "the-boundary";
    private static final String TAIL = "\r\n--" + BOUNDARY + "--\r\n";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ScriptedModelServer server;

    @BeforeAll
    static void start() {
        server = ScriptedModelServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        HTTP.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @Test
    void upload_file_returnsOwnId() throws Exception {
        JsonNode first = Json.read(upload("note.txt", "A note.\n").body());
        JsonNode second = Json.read(upload("note.txt", "A note.\n").body());

        assertThat(first)
                .isEqualTo(Json.read("{\"id\":\"file-00000001\",\"object\":\"file\",\"bytes\":8,"
                        + "\"created_at\":1767225600,\"expires_at\":null,\"filename\":\"note.txt\","
                        + "\"purpose\":\"assistants\",\"status\":\"processed\"}"));
        assertThat(second.path("id").asText())
                .startsWith("file-")
                .isNotEqualTo(first.path("id").asText());
    }

    @Test
    void upload_isRecordedWithItsFile() throws Exception {
        upload("Grüße.txt", "A note.\n");

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/v1/files");
            assertThat(request.authorization()).isEqualTo("Bearer sk-test");
            assertThat(request.body()).isNull();
            assertThat(request.file())
                    .isEqualTo(new UploadedFile("Grüße.txt", "assistants", 8, sha256("A note.\n"), "A note.\n"));
        });
        JsonNode event = Json.read(send(request("/__requests").GET()).body());
        assertThat(event.at("/0/filename").asText()).isEqualTo("Grüße.txt");
        assertThat(event.at("/0/purpose").asText()).isEqualTo("assistants");
        assertThat(event.at("/0/bytes").asInt()).isEqualTo(8);
        assertThat(event.at("/0/body").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, UploadedFile.KEPT - 1, UploadedFile.KEPT + 1, LARGE})
    void upload_ofAnySize_isTakenWholeAndItsBeginningKept(int size) throws Exception {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            // Contains many prefixes of the boundary.
            content[i] = (byte) TAIL.charAt(i % (TAIL.length() / 2));
        }

        assertThat(upload("large.txt", content).statusCode()).isEqualTo(200);

        UploadedFile file = server.requests().getFirst().file();
        assertThat(file.bytes()).isEqualTo(size);
        assertThat(file.sha256()).isEqualTo(sha256(content));
        assertThat(file.beginning())
                .isEqualTo(new String(content, 0, Math.min(size, UploadedFile.KEPT), StandardCharsets.UTF_8));
        assertThat(server.requests().getFirst().bytes()).isGreaterThan(size);
    }

    @Test
    void upload_withoutAFile_isRefused() throws Exception {
        assertThat(form("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nassistants"
                                + TAIL)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(request("/v1/files").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.file()).isNull());
    }

    @Test
    void upload_brokenOff_isNotRecorded() throws Exception {
        try (Socket client = new Socket(server.url().getHost(), server.url().getPort())) {
            String head = "POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
                    + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n\r\n";
            client.getOutputStream().write((head + part("note.txt") + "A no").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(upload("other.txt", "Another.").statusCode()).isEqualTo(200);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void fail_alwaysOrSoOften_isWhatTheNameSays() throws Exception {
        assertThat(List.of(status("fail-401.txt"), status("fail-401.txt"))).containsExactly(401, 401);
        assertThat(List.of(status("fail-500-2.pdf"), status("fail-500-2.pdf"), status("fail-500-2.pdf")))
                .containsExactly(500, 500, 200);
        assertThat(Json.read(upload("fail-429.md", "").body()).at("/error/type").asText())
                .isEqualTo("rate_limit_error");
    }

    @Test
    void hang_clientLeaves_isSeenAtOnce() throws Exception {
        HttpRequest.Builder request = formRequest()
                .timeout(Duration.ofMillis(300))
                .POST(BodyPublishers.ofString(part("hang.txt") + "A note." + TAIL));

        assertThatThrownBy(() -> send(request)).isInstanceOf(HttpTimeoutException.class);

        server.await(it -> it.stats().equals(new ModelStats(0, 1, 1)), AT_ONCE);
        assertThat(server.exchanges().getFirst().state()).isEqualTo(ModelExchange.State.ABORTED);
    }

    @Test
    void refuse_closesWithoutAResponse() {
        assertThatThrownBy(() -> upload("refuse.txt", "A note.")).isInstanceOf(IOException.class);
        assertThat(server.requests()).isNotEmpty();
    }

    @Test
    void delete_fileIsThere_isDeletedOnce() throws Exception {
        String id = Json.read(upload("note.txt", "A note.").body()).path("id").asText();

        HttpResponse<byte[]> deleted = send(request("/v1/files/" + id).DELETE());

        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(Json.read(deleted.body()).path("deleted").asBoolean()).isTrue();
        assertThat(send(request("/v1/files/" + id).DELETE()).statusCode()).isEqualTo(404);
        assertThat(server.requests().get(1).method()).isEqualTo("DELETE");
        assertThat(server.requests().get(1).path()).isEqualTo("/v1/files/" + id);
    }

    private static int status(String name) throws Exception {
        return upload(name, "A note.").statusCode();
    }

    private static HttpResponse<byte[]> upload(String name, String content) throws Exception {
        return upload(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<byte[]> upload(String name, byte[] content) throws Exception {
        return send(formRequest()
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(part(name)),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString(TAIL))));
    }

    private static HttpResponse<byte[]> form(String body) throws Exception {
        return send(formRequest().POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder formRequest() {
        return request("/v1/files").header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path)).header("Authorization", "Bearer sk-test");
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Returns the form up to the file's content. */
    private static String part(String name) {
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; ";
        return part + "name=\"purpose\"\r\n\r\nassistants\r\n" + part + "name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    }

    private static String sha256(String content) throws Exception {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
