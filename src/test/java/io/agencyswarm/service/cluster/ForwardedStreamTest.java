package io.agencyswarm.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.service.Model;
import io.agencyswarm.testing.LogLines;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stream of a run in another pod, as a client of this pod gets it. */
@QuarkusTest
@TestProfile(PeersProfile.class)
@Timeout(60)
class ForwardedStreamTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
            + "X-Agency-Owner: 1\r\nCache-Control: no-cache\r\nX-Accel-Buffering: no\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String END = "0\r\n\r\n";
    private static final String FRAME = "id: 1\ndata: {\"text\":  \"Grüße\"}\n\n";

    /** What sockets on the way may hold: two of up to 6 MiB for each connection, by Linux's defaults. */
    private static final long IN_SOCKETS = 20L << 20;

    private static final int LARGE_FRAMES = 60;

    /** This number of equal counts, 10 ms apart, means that nothing more is written. */
    private static final int LOOKS = 50;

    @TestHTTPResource
    URI base;

    private final PeersResource.Cast cast = PeersResource.cast();
    private final StubPeer peer = cast.peers().get(1);

    private final LogLines log = new LogLines();

    @AfterEach
    void faults_thatNobodyHandles_areNotLogged() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("Uncaught exception"));
    }

    @BeforeEach
    void setUp() {
        cast.peers().forEach(each -> each.replies(StubPeer.NO));
    }

    @Test
    void stream_ofAPeer_comesAsItIs() throws Exception {
        peer.replies(
                StubPeer.raw(HEAD + chunk(FRAME) + chunk(": keep-alive\n\n") + chunk("event: end\ndata: x\n\n") + END));

        try (SseClient stream = request()
                .header("Authorization", "Bearer x")
                .header("Last-Event-ID", "17")
                .header("Cookie", "a=b")
                .get()) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(stream.header("Cache-Control")).contains("no-cache");
            assertThat(stream.header("X-Accel-Buffering")).contains("no");
            assertThat(stream.readAll()).isEqualTo(FRAME + ": keep-alive\n\nevent: end\ndata: x\n\n");
        }
        assertThat(peer.requests()).singleElement().satisfies(request -> {
            assertThat(request).startsWith("GET /basic/runs/");
            assertThat(request.toLowerCase(java.util.Locale.ROOT))
                    .contains("\r\nauthorization: bearer x\r\n", "\r\nlast-event-id: 17\r\n", "\r\nx-agency-hop: 1\r\n")
                    .doesNotContain("cookie");
        });
    }

    @Test
    void forward_repeatedPost_streamsFromFirstFrame() throws Exception {
        peer.replies(StubPeer.raw(HEAD + chunk(FRAME) + END));
        URI second = base.resolve("/forwarded/" + UUID.randomUUID() + "/again");

        try (SseClient stream =
                SseClient.to(second).header("Last-Event-ID", "17").post("{}")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.readAll()).isEqualTo(FRAME);
        }
        assertThat(peer.requests()).singleElement().satisfies(request -> {
            assertThat(request).contains("/stream?starting_after=0 ");
            assertThat(request.toLowerCase(java.util.Locale.ROOT)).doesNotContain("last-event-id");
        });
    }

    @Test
    void frames_ofPeer_areForwardedOneByOne() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch seenToo = new CountDownLatch(1);
        peer.replies(connection -> {
            write(connection, HEAD);
            await(seen);
            write(connection, chunk(FRAME));
            await(seenToo);
            write(connection, chunk(FRAME) + END);
        });

        try (SseClient stream = request().get()) {
            seen.countDown();
            assertThat(stream.readFrame()).contains(FRAME);
            seenToo.countDown();
            assertThat(stream.readFrame()).contains(FRAME);
            assertThat(stream.readFrame()).isEmpty();
        }
    }

    @Test
    void frame_ofAMegabyte_isUnchanged() throws Exception {
        String frame = "data: " + "äöü€".repeat(1 << 17) + "\n\n";
        peer.replies(StubPeer.raw(HEAD + chunk(frame) + END));

        try (SseClient stream = request().get()) {
            assertThat(stream.readFrame().orElseThrow()).isEqualTo(frame);
            assertThat(stream.readFrame()).isEmpty();
        }
    }

    @Test
    void client_pausesAndReadsOn_holdsThePeerUpAndGetsEverything() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] frame = chunk("data: " + "x".repeat(1 << 20) + "\n\n").getBytes(StandardCharsets.UTF_8);
        peer.replies(connection -> {
            write(connection, HEAD);
            OutputStream out = connection.getOutputStream();
            for (int i = 0; i < LARGE_FRAMES; i++) {
                for (int from = 0; from < frame.length; from += 8192) {
                    int length = Math.min(8192, frame.length - from);
                    out.write(frame, from, length);
                    written.addAndGet(length);
                }
            }
            write(connection, END);
        });

        try (SseClient stream = request().receiveBuffer(65_536).get()) {
            awaitStandstill(written);
            assertThat(written.get()).isLessThan(IN_SOCKETS);

            long bytes = 0;
            for (byte[] some = stream.read(); some.length > 0; some = stream.read()) {
                bytes += some.length;
            }
            assertThat(bytes).isEqualTo(LARGE_FRAMES * ((1L << 20) + "data: \n\n".length()));
        }
    }

    @Test
    void client_leaves_thePeerLearnsOfIt() throws Exception {
        peer.replies(connection -> write(connection, HEAD + chunk(FRAME)));
        try (SseClient stream = request().get()) {
            assertThat(stream.readFrame()).contains(FRAME);
        }
        peer.awaitLeft();
    }

    @Test
    void client_leavesWithoutReading_thePeerLearnsOfIt() throws Exception {
        Flood flood = new Flood();
        peer.replies(flood);
        try (SseClient stream = request().receiveBuffer(65_536).get()) {
            assertThat(stream.status()).isEqualTo(200);
            awaitStandstill(flood.written);
        }
        await(flood.cut);
    }

    @Test
    void client_neverReads_isGivenUpWithThePeer() throws Exception {
        Flood flood = new Flood();
        peer.replies(flood);
        try (SseClient stream = request().receiveBuffer(65_536).get()) {
            assertThat(stream.status()).isEqualTo(200);
            await(flood.cut);
            assertThatThrownBy(stream::readFrames).isInstanceOf(IOException.class);
        }
    }

    static Stream<StubPeer.Reply> breaks() {
        return Stream.of(
                StubPeer.raw(HEAD + chunk(FRAME) + "20\r\ndata: half"),
                connection -> {
                    write(connection, HEAD + chunk(FRAME) + "20\r\ndata: half");
                    connection.setSoLinger(true, 0);
                    connection.close();
                },
                StubPeer.raw(HEAD + chunk(FRAME)),
                StubPeer.raw(HEAD + chunk(FRAME) + "no length of a chunk\r\n"),
                // A peer that does not respond.
                connection -> write(connection, HEAD + chunk(FRAME)));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void peer_breaksOff_isACutForTheClientToo(StubPeer.Reply reply) throws Exception {
        peer.replies(reply);
        try (SseClient stream = request().get()) {
            assertThatThrownBy(stream::readFrames).isInstanceOf(IOException.class);
        }
        peer.awaitLeft();
    }

    @Test
    void peer_saysThatItIsThere_isWaitedFor() throws Exception {
        peer.replies(connection -> {
            write(connection, HEAD);
            // Longer than the timeout.
            for (int i = 0; i < 10; i++) {
                Thread.sleep(300);
                write(connection, chunk(": keep-alive\n\n"));
            }
            write(connection, chunk(FRAME) + END);
        });
        try (SseClient stream = request().get()) {
            for (int i = 0; i < 10; i++) {
                assertThat(stream.readBlock()).contains(": keep-alive\n\n");
            }
            assertThat(stream.readFrames()).containsExactly(FRAME);
        }
    }

    @Test
    void peer_neverAnswers_isGivenUp() throws Exception {
        peer.replies(StubPeer.SILENCE);
        try (SseClient stream = request().get()) {
            assertThat(stream.status()).isEqualTo(404);
        }
        peer.awaitLeft();
    }

    @Test
    void peers_severalAnswer_oneIsPassedOnAndTheOthersAreGivenUp() throws Exception {
        // Otherwise the first answer could come before the last peer is asked.
        CountDownLatch asked = new CountDownLatch(cast.peers().size());
        cast.peers()
                .forEach(each -> each.replies(connection -> {
                    asked.countDown();
                    await(asked);
                    write(connection, HEAD + chunk(FRAME));
                }));
        try (SseClient stream = request().get()) {
            assertThat(stream.readFrame()).contains(FRAME);
        }
        for (StubPeer each : cast.peers()) {
            each.awaitLeft();
        }
    }

    /** Sends until the connection is cut. */
    private static final class Flood implements StubPeer.Reply {

        private final AtomicLong written = new AtomicLong();
        private final CountDownLatch cut = new CountDownLatch(1);

        @Override
        public void to(Socket connection) {
            byte[] frame = chunk("data: " + "x".repeat(8_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
            try {
                write(connection, HEAD);
                while (true) {
                    connection.getOutputStream().write(frame);
                    written.addAndGet(frame.length);
                }
            } catch (IOException _) {
                cut.countDown();
            }
        }
    }

    private SseClient.Request request() {
        return SseClient.to(base.resolve("/forwarded/" + UUID.randomUUID() + "/stream"));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitStandstill(AtomicLong written) throws InterruptedException {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong same = new AtomicLong();
        Model.until("no more is written", () -> {
            long now = written.get();
            same.set(now > 0 && now == last.getAndSet(now) ? same.get() + 1 : 0);
            return same.get() >= LOOKS;
        });
    }
}
