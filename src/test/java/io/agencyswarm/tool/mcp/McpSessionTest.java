package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class McpSessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void ping_beforeTransportIsOpen_isAnswered() throws Exception {
        RecordingTransport transport = new RecordingTransport();

        McpSession.open(
                (receiver, _) -> {
                    receiver.receive(
                            Json.object().put("jsonrpc", "2.0").put("id", "s1").put("method", "ping"));
                    // Time for an answer that does not wait for the transport.
                    Thread.sleep(100);
                    return transport;
                },
                "1",
                1_000,
                Deadline.in(LIMIT));

        assertThat(transport.awaitId("s1").has("result")).isTrue();
    }

    /** A server that accepts the session, and records what is sent to it. */
    private static final class RecordingTransport implements Transport {

        private final BlockingQueue<ObjectNode> sent = new LinkedBlockingQueue<>();

        ObjectNode awaitId(String id) throws InterruptedException {
            while (true) {
                ObjectNode message = sent.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(message).as("the message " + id).isNotNull();
                if (message.path("id").asText().equals(id)) {
                    return message;
                }
            }
        }

        @Override
        public ObjectNode exchange(long id, ObjectNode request, Deadline deadline) {
            ObjectNode answer = Json.object();
            answer.putObject("result").put("protocolVersion", "2025-06-18");
            return answer;
        }

        @Override
        public void send(ObjectNode message, Deadline deadline) {
            sent.add(message);
        }

        @Override
        public void onStarted(String protocolVersion) {
            // Nothing depends on it.
        }

        @Override
        public String redact(String text) {
            return text;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean reportsChanges(boolean announced) {
            return announced;
        }

        @Override
        public void close() {
            // There is no connection.
        }
    }
}
