package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.SseFrames;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of one run that are cut off, reconnect, join late and leave early: all see the same frames. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(90)
class StoredStreamsTest {

    private static final int READERS = 200;

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    static Stream<String> scripts() {
        return Stream.of(
                "say 30 every 10ms",
                "call note {\"text\":\"x\"} ;; say 10 every 20ms",
                ServiceClient.delegate("Worker", "say 10 every 20ms") + " ;; text Told",
                "call transfer_to_Clerk {} ;; say 10 every 20ms");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void client_cutAtEveryFrame_endsWithTheBytesOfAnUncutOne(String script) throws Exception {
        int frames = SseFrames.of(begin(script)).raw().size();
        Model.forget();
        List<Future<List<String>>> cut = new ArrayList<>();
        try (SseClient uncut = begin(script);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            String meta = uncut.readFrame().orElseThrow();
            String runId = AnswerFrame.of(meta).data().path("run_id").asText();
            for (int i = 0; i < frames; i++) {
                int cutAfter = i;
                cut.add(clients.submit(() -> readInParts(runId, cutAfter)));
            }
            List<String> whole = new ArrayList<>(List.of(meta));
            whole.addAll(uncut.readFrames());

            SseFrames.assertUnbroken(whole, 1);
            assertThat(AnswerFrame.of(whole.getLast()).name()).isEqualTo("end");
            for (Future<List<String>> reader : cut) {
                assertThat(reader.get()).isEqualTo(whole);
            }
        }
    }

    @Test
    void readers_joinAndLeaveAtRandom_seeUnbrokenSequence() throws Exception {
        List<Future<List<String>>> readers = new ArrayList<>();
        try (SseClient first = begin("say 200 every 5ms");
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            String meta = first.readFrame().orElseThrow();
            String runId = AnswerFrame.of(meta).data().path("run_id").asText();
            for (int i = 0; i < READERS; i++) {
                Random random = new Random(i);
                readers.add(clients.submit(() -> readAtRandom(runId, random)));
            }
            List<String> whole = new ArrayList<>(List.of(meta));
            whole.addAll(first.readFrames());
            for (Future<List<String>> reader : readers) {
                assertThat(reader.get()).isEqualTo(whole);
            }
        }
    }

    /** Reads some frames, cuts the connection, and continues after the last of them. */
    private List<String> readInParts(String runId, int cutAfter) throws IOException {
        List<String> frames = new ArrayList<>();
        try (SseClient before = SseFrames.enter(client, "workshop", runId, null)) {
            read(before, cutAfter, frames);
        }
        try (SseClient after = SseFrames.enter(client, "workshop", runId, String.valueOf(frames.size()))) {
            if (after.status() != 204) {
                assertThat(after.status()).as("after frame " + frames.size()).isEqualTo(200);
                frames.addAll(after.readFrames());
            }
        }
        return frames;
    }

    private List<String> readAtRandom(String runId, Random random) throws IOException {
        List<String> frames = new ArrayList<>();
        while (true) {
            try (SseClient reader = SseFrames.enter(client, "workshop", runId, String.valueOf(frames.size()))) {
                if (reader.status() == 204) {
                    return frames;
                }
                assertThat(reader.status()).isEqualTo(200);
                read(reader, 1 + random.nextInt(100), frames);
            }
        }
    }

    private static void read(SseClient stream, int count, List<String> into) throws IOException {
        for (int i = 0; i < count; i++) {
            Optional<String> frame = stream.readFrame();
            if (frame.isEmpty()) {
                return;
            }
            into.add(frame.get());
        }
    }

    private SseClient begin(String script) throws IOException {
        return client.raw("/workshop/get_response_stream")
                .post(ServiceClient.says(script).put("background", true).toString());
    }
}
