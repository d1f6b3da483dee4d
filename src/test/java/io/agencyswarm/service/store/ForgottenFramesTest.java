package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.SseFrames;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deleting a run or a thread deletes its frames at once and releases their memory. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ForgottenFramesTest {

    /** More than runs of other tests may add in the meantime. */
    private static final int MUCH = 1_000_000;

    @TestHTTPResource
    URI base;

    @Inject
    ReplayMemory frames;

    private ServiceClient client;
    private String thread;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        thread = UUID.randomUUID().toString();
    }

    @Test
    void thread_deleted_takesFramesOfAllItsRuns() throws Exception {
        long before = frames.bytes();
        String ofAnother = run(UUID.randomUUID().toString());
        long ofOne = frames.bytes() - before;
        String first = run(thread);
        String second = run(thread);
        assertThat(frames.bytes() - before).isGreaterThan(2 * ofOne + MUCH);

        assertThat(client.send("DELETE", "/basic/threads/" + thread, "").status())
                .isEqualTo(204);

        assertThat(frames.bytes() - before).isBetween(ofOne, ofOne + MUCH);
        assertThat(client.get(stream(first)).status()).isEqualTo(404);
        assertThat(client.get(stream(second)).status()).isEqualTo(404);
        SseFrames stored = SseFrames.of(client.raw(stream(ofAnother)).get());
        assertThat(stored.raw().getLast()).contains("event: end");
        client.send("DELETE", "/basic/runs/" + ofAnother, "");
    }

    @Test
    void run_deleted_takesItsFrames() throws Exception {
        long before = frames.bytes();
        String runId = run(thread);

        assertThat(client.send("DELETE", "/basic/runs/" + runId, "").status()).isEqualTo(204);

        assertThat(frames.bytes() - before).isLessThan(MUCH);
        assertThat(client.get(stream(runId)).status()).isEqualTo(404);
    }

    /** A finished run with more than {@link #MUCH} bytes of frames. */
    private String run(String inThread) throws Exception {
        ObjectNode body =
                ServiceClient.says("flood 1000 of 1000").put("background", true).put("thread_id", inThread);
        String runId = client.ask("basic", body).body().path("run_id").asText();
        ServiceAnswer over = client.get("/basic/runs/" + runId + "?wait=20");
        assertThat(over.body().path("status").asText()).isEqualTo("completed");
        return runId;
    }

    private static String stream(String runId) {
        return "/basic/runs/" + runId + "/stream";
    }
}
