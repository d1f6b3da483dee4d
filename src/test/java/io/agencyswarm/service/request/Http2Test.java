package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.CrowdedProfile;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP/2, if it is enabled: limits of what one connection can use. */
@QuarkusTest
@TestProfile(CrowdedProfile.class)
@Timeout(60)
class Http2Test {

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int REFUSED_STREAM = 7;
    private static final int SETTING_BYTES = 6;

    @TestHTTPResource
    URI base;

    private record Frame(int type, int stream, ByteBuffer payload) {}

    @Test
    void connection_isTold_howManyRequestsItMayOpen() throws Exception {
        try (RawHttp connection = open()) {
            assertThat(streams(read(connection, SETTINGS).payload())).isEqualTo(100);
        }
    }

    @Test
    void request_pastTheLimit_isRefused() throws Exception {
        try (RawHttp connection = open()) {
            for (int i = 0; i <= 100; i++) {
                connection.send(frame(HEADERS, END_HEADERS, 1 + 2 * i, head()));
            }
            Frame refused = read(connection, RST_STREAM);

            assertThat(refused.stream()).isEqualTo(201);
            assertThat(refused.payload().getInt()).isEqualTo(REFUSED_STREAM);
        }
    }

    @Test
    void connection_endsWithOpenRequests_isNotLoggedAsFault() throws Exception {
        try (LogLines log = new LogLines()) {
            try (RawHttp connection = open()) {
                connection.send(frame(HEADERS, END_HEADERS, 1, head()));
                connection.send(frame(HEADERS, END_HEADERS, 3, head()));
                connection.send(frame(PING, 0, 0, new byte[8]));
                read(connection, PING);
            }
            try (LiveStream first = ServiceClient.at(base).open("basic", "hang")) {
                assertThat(first.connection().status()).isIn(200, 429);
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("FailureHandler"));
        }
    }

    @Test
    void head_ofContinuationsWithoutEnd_closesTheConnection() throws Exception {
        byte[] nothing = frame(CONTINUATION, 0, 1, new byte[0]);
        try (RawHttp connection = open()) {
            connection.send(frame(HEADERS, 0, 1, head()));
            int sent = 0;
            try {
                while (sent < 1_000_000) {
                    connection.send(nothing);
                    sent++;
                }
            } catch (IOException _) {
                // This is expected.
            }
            assertThat(sent).isLessThan(1_000_000);
        }
        assertThat(ServiceClient.at(base).get("/basic/get_metadata").status()).isEqualTo(200);
    }

    private RawHttp open() throws IOException {
        return RawHttp.to(base).send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").send(frame(SETTINGS, 0, 0, new byte[0]));
    }

    /** Returns the head of a request whose body never arrives. */
    private byte[] head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        // :method POST and :scheme http, of the static table.
        head.write(0x83);
        head.write(0x86);
        literal(head, ":path", "/tool/add");
        literal(head, ":authority", base.getAuthority());
        return head.toByteArray();
    }

    private static void literal(ByteArrayOutputStream head, String name, String value) {
        head.write(0);
        for (String text : new String[] {name, value}) {
            head.write(text.length());
            head.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Returns the next frame of a type. */
    private static Frame read(RawHttp connection, int type) throws IOException {
        DataInputStream in = new DataInputStream(connection.in());
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int match = in.readUnsignedByte();
            in.readUnsignedByte();
            int stream = in.readInt();
            ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
            if (match == type) {
                return new Frame(match, stream, payload);
            }
        }
    }

    private static long streams(ByteBuffer settings) {
        while (settings.remaining() >= SETTING_BYTES) {
            int id = settings.getShort();
            int value = settings.getInt();
            if (id == MAX_CONCURRENT_STREAMS) {
                return value;
            }
        }
        return Long.MAX_VALUE;
    }
}
