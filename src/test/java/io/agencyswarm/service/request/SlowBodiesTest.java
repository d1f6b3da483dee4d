package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.CrowdedProfile;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that do not arrive, or arrive slowly: they use memory only for the received bytes, and only until the timeout.
 */
@QuarkusTest
@TestProfile(CrowdedProfile.class)
@Timeout(60)
class SlowBodiesTest {

    private static final String LARGE = "x".repeat(80_000);

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 99000", "Transfer-Encoding: chunked"})
    void body_doesNotCome_takesNoRoomOfOthers(String length) throws Exception {
        try (RawHttp stalled = RawHttp.to(base)) {
            // The service has asked for the body, so the other request is the second one.
            stalled.send(head("/basic/get_response", "Expect: 100-continue\r\n" + length));
            assertThat(stalled.reply().status()).isEqualTo(100);

            ServiceAnswer answer =
                    client.ask("basic", ServiceClient.says("text Hi").put("additional_instructions", LARGE));

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertTooSlow(stalled, "agency-swarm.limits.body-idle-timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/basic/get_response",
                "/basic/get_response_stream",
                "/basic/cancel_response_stream",
                "/tool/add",
                "/get_logs"
            })
    void body_stops_is408AndConnectionIsClosed(String path) throws Exception {
        try (RawHttp stalled = RawHttp.to(base)) {
            stalled.send(head(path, "Content-Length: 1000") + "{");

            assertTooSlow(stalled, "agency-swarm.limits.body-idle-timeout");
        }
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void body_comesByteByByte_is408OnceItsTimeIsOver() throws Exception {
        try (RawHttp slow = RawHttp.to(base)) {
            slow.send(head("/basic/get_response", "Content-Length: 1000"));
            while (slow.in().available() == 0) {
                send(slow, " ");
                // The pace of the client, not a wait for a condition.
                Thread.sleep(100);
            }

            assertTooSlow(slow, "agency-swarm.limits.body-timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void body_ofARefusedRequest_isReadUntilItsTimeIsOver(String length) throws Exception {
        try (RawHttp refused = RawHttp.to(base)) {
            refused.send(head("/basic/get_response", length).replace("POST", "PUT"));
            assertThat(refused.reply().status()).isEqualTo(405);

            // The test's own connection waits half as long as the default of that limit.
            refused.awaitClosed();
        }
    }

    @Test
    void body_ofAClientThatLeaves_givesItsPlaceBack() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (RawHttp leaving = RawHttp.to(base)) {
                leaving.send(head("/basic/get_response", "Content-Length: 1000") + "{\"message\":");
            }
        }
        Model.until("both places are free", () -> {
            try (LiveStream first = client.open("basic", "hang");
                    LiveStream second = client.open("basic", "hang")) {
                return first.connection().status() == 200 && second.connection().status() == 200;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void body_askedFor_isSent() throws Exception {
        String body = "{\"message\":\"text Hi\"}";
        try (RawHttp polite = RawHttp.to(base)) {
            polite.send("POST /basic/get_response HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(polite.reply().status()).isEqualTo(100);

            assertThat(polite.send(body).reply().body()).contains("\"response\":\"Hi\"");
        }
    }

    private String head(String path, String length) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + length + "\r\n\r\n";
    }

    private static void send(RawHttp connection, String text) {
        try {
            connection.send(text);
        } catch (IOException _) {
            // The connection was closed in the meantime; the response has arrived nevertheless.
        }
    }

    private static void assertTooSlow(RawHttp connection, String setting) throws IOException {
        RawHttp.Reply reply = connection.reply();
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.body()).startsWith("{\"detail\":\"").contains(setting);
        connection.awaitClosed();
    }
}
