package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.ModelExchange;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client that stops reading: the service stops reading the model, and nothing is lost when the client reads again.
 */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class BackPressureTest {

    /** More bytes than the buffers of all sockets on the path can hold. */
    private static final int WORDS = 12_000;

    private static final int WORD_BYTES = 1_000;

    private static final int HUGE_WORDS = 60;
    private static final int HUGE_WORD_BYTES = 900_000;

    /** The capacity of the socket buffers: two of up to 6 MiB for each connection, by Linux's defaults. */
    private static final long IN_SOCKETS = 20L << 20;

    /** This number of equal counts, 10 ms apart, means that nothing more is written. */
    private static final int LOOKS = 50;

    /** In addition to one for each event of the model: meta, the agent, the message, messages and end. */
    private static final int FRAMES_OF_OURS = 5;

    @TestHTTPResource
    URI base;

    @Test
    void client_pausesAndReadsOn_holdsTheModelUpAndGetsEverything() throws Exception {
        ServiceClient client = ServiceClient.at(base);
        Model.forget();
        try (SseClient stream = client.raw("/basic/get_response_stream")
                .receiveBuffer(65_536)
                .post(ServiceClient.says("flood " + WORDS + " of " + WORD_BYTES).toString())) {
            Model.awaitRequests(1);
            ModelExchange exchange = Model.exchanges().getFirst();
            awaitStandstill(exchange);

            assertThat(exchange.state()).isEqualTo(ModelExchange.State.OPEN);
            assertThat(exchange.bytesWritten()).isLessThan((long) WORDS * WORD_BYTES);
            assertThat(client.ask("basic", "text Others are served").response()).isEqualTo("Others are served");

            assertThat(readFrames(stream)).isEqualTo(exchange.eventsWritten() + FRAMES_OF_OURS);
            assertThat(exchange.state()).isEqualTo(ModelExchange.State.FINISHED);
            assertThat(exchange.eventsWritten()).isGreaterThan(WORDS);
        }
    }

    /** Events of nearly a megabyte, because the limit counts bytes, not events. */
    @Test
    void client_neverReads_holdsHugeEventsUpAfterAFew() throws Exception {
        Model.forget();
        try (SseClient stream = ServiceClient.at(base)
                .raw("/basic/get_response_stream")
                .receiveBuffer(65_536)
                .post(ServiceClient.says("flood " + HUGE_WORDS + " of " + HUGE_WORD_BYTES)
                        .toString())) {
            assertThat(stream.status()).isEqualTo(200);
            Model.awaitRequests(1);
            ModelExchange exchange = Model.exchanges().getFirst();
            awaitStandstill(exchange);

            assertThat(exchange.state()).isEqualTo(ModelExchange.State.OPEN);
            assertThat(exchange.bytesWritten()).isLessThan(IN_SOCKETS + 4L * HUGE_WORD_BYTES);
        }
        Model.awaitClosed();
    }

    private static void awaitStandstill(ModelExchange exchange) throws InterruptedException {
        AtomicLong last = new AtomicLong(-1);
        AtomicLong same = new AtomicLong();
        Model.until("no more is written", () -> {
            long now = exchange.bytesWritten();
            same.set(now > 0 && now == last.getAndSet(now) ? same.get() + 1 : 0);
            return same.get() >= LOOKS;
        });
    }

    /** Counts the frames up to the end, without comments. The frames are too large to store. */
    private static int readFrames(SseClient stream) throws IOException {
        int frames = 0;
        boolean begins = true;
        boolean lineBegins = true;
        for (byte[] some = stream.read(); some.length > 0; some = stream.read()) {
            for (byte next : some) {
                frames += begins && next != ':' ? 1 : 0;
                begins = next == '\n' && lineBegins;
                lineBegins = next == '\n';
            }
        }
        return frames;
    }
}
