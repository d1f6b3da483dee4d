package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Almost valid input: half a character, invalid UTF-8, fields of the wrong type. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class OddInputTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void body_continuesAfterItsObject_isReportedWithoutLibrarysWords() throws Exception {
        assertThat(client.post("/basic/get_response", "{\"message\":\"Hi\"}{}").text())
                .doesNotContain("com.fasterxml", "DeserializationFeature");
    }

    @Test
    void sendMessage_messageIsNoText_isReportedToModel() throws Exception {
        client.ask("team", "call send_message {\"recipient_agent\":\"Developer\",\"message\":{\"a\":1}} ;; text I see");

        assertThat(Model.requests()).hasSize(2);
        assertThat(Model.lastOutputs().getFirst()).contains("do not fit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":7}", "{\"role\":7,\"content\":\"x\"}", "{\"type\":[\"x\"]}"})
    void history_typeOrRoleIsNoText_isSkipped(String item) throws Exception {
        client.post("/basic/get_response", "{\"message\":\"text Ok\",\"chat_history\":[" + item + "]}");

        assertThat(Model.lastInput()).hasSize(1);
    }

    @Test
    void cancelMode_isNoText_isOneFault() throws Exception {
        ServiceAnswer answer = client.post("/basic/cancel_response_stream", "{\"run_id\":\"x\",\"cancel_mode\":1}");

        assertThat(answer.body().path("detail")).hasSize(1);
    }

    @Test
    void message_holdsHalfASurrogate_isServedOrRefused() throws Exception {
        ServiceAnswer plain = client.post("/basic/get_response", "{\"message\":\"text \\ud800 Hi\"}");
        assertThat(plain.status()).as(plain.text()).isIn(200, 422);
    }

    @Test
    void message_holdsHalfASurrogate_streamEnds() throws Exception {
        try (LiveStream stream =
                new LiveStream(client.raw("/basic/get_response_stream").post("{\"message\":\"text \\ud800 Hi\"}"))) {
            if (stream.connection().status() == 200) {
                assertThat(stream.rest().frames().getLast().name()).isEqualTo("end");
            }
        }
    }

    @Test
    void userContext_holdsHalfASurrogate_isServedOrRefused() throws Exception {
        ServiceAnswer plain = client.post(
                "/team/get_response",
                "{\"message\":\"call whoami {} ;; text Hi\",\"user_context\":{\"a\":\"\\ud800\"}}");
        assertThat(plain.status()).as(plain.text()).isIn(200, 422);
    }

    @Test
    void history_holdsHalfASurrogate_isServedOrRefused() throws Exception {
        ServiceAnswer plain = client.post(
                "/basic/get_response",
                "{\"message\":\"text Hi\",\"chat_history\":[{\"role\":\"user\",\"content\":\"\\udc00\"}]}");
        assertThat(plain.status()).as(plain.text()).isIn(200, 422);
    }

    static List<byte[]> oddBytes() {
        return List.of(
                new byte[] {0, 0, 0, '{', 0, 0x7f, 0x7f, 0x7f},
                new byte[] {0, 0, 0, '{', 0, 0},
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0, '{', 9, 9, 9},
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'},
                new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{', 0, '}'},
                new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{', 0});
    }

    @ParameterizedTest
    @MethodSource("oddBytes")
    void body_isNoUtf8_is422(byte[] body) throws Exception {
        assertThat(statusOf(body)).isEqualTo(422);
    }

    private int statusOf(byte[] body) throws Exception {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String head = "POST /basic/get_response HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nContent-Type: application/json\r\n" + "Connection: close\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
