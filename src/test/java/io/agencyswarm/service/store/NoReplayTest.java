package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.eventlog.ReplayMemory;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.SseFrames;
import io.agencyswarm.service.mcp.McpProfile;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that stores no frames of finished runs still sends all frames to current readers. */
@QuarkusTest
@TestProfile(McpProfile.class)
@Timeout(60)
class NoReplayTest {

    @TestHTTPResource
    URI base;

    @Inject
    ReplayMemory frames;

    @Test
    void streamOfRunThatFailed_askedForAgainByItsKey_reportsItsEnd() throws Exception {
        ServiceClient keyed =
                ServiceClient.at(base).with("Idempotency-Key", UUID.randomUUID().toString());
        Model.forget();
        List<AnswerFrame> first = read(keyed);
        List<AnswerFrame> second = read(keyed);

        assertThat(first.size()).as("frames").isGreaterThan(5);
        AnswerFrame error = first.get(first.size() - 3);
        assertThat(error.data().path("error").asText()).isNotEmpty();
        assertThat(second)
                .extracting(AnswerFrame::name, AnswerFrame::data)
                .containsExactly(
                        tuple("meta", first.getFirst().data()),
                        tuple(error.name(), error.data()),
                        tuple("messages", first.get(first.size() - 2).data()),
                        tuple("end", first.getLast().data()));
        assertThat(Model.requests()).as("of the model").hasSize(2);
    }

    private static List<AnswerFrame> read(ServiceClient keyed) throws Exception {
        String body =
                ServiceClient.says("call add {\"a\":1,\"b\":2} ;; fail 401").toString();
        return SseFrames.of(keyed.raw("/basic/get_response_stream").post(body)).frames();
    }

    @Test
    void reader_whoIsBehindAtTheEnd_getsAllFrames_andNobodyAfterwards() throws Exception {
        ServiceClient client = ServiceClient.at(base);
        ObjectNode body = ServiceClient.says("flood 1500 of 1000").put("background", true);
        String runId;
        try (SseClient slow =
                client.raw("/basic/get_response_stream").receiveBuffer(65_536).post(body.toString())) {
            String meta = slow.readFrame().orElseThrow();
            runId = AnswerFrame.of(meta).data().path("run_id").asText();
            ServiceAnswer over = client.get("/basic/runs/" + runId + "?wait=30");
            assertThat(over.body().path("status").asText()).isEqualTo("completed");

            List<String> remaining = slow.readFrames();
            SseFrames.assertUnbroken(remaining, 2);
            assertThat(remaining.getLast()).contains("event: end");
            assertThat(remaining).hasSize(over.body().path("last_event_id").asInt() - 1);
        }
        Model.until("the memory is free", () -> frames.bytes() == 0);
        assertThat(client.get("/basic/runs/" + runId + "/stream").status()).isEqualTo(410);
    }
}
