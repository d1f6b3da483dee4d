package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.sse.SseEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events an answer has. */
class FramingDetectorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:\n\n",
                "data: \ndata:\n\n",
                "data: {}\n\n",
                "data: null\n\n",
                "data: []\n\n",
                "data: \"\"\n\n",
                "event: ping\ndata: 2026-01-01\n\n",
                "event: keepalive\ndata\n\n",
                ": OPENROUTER PROCESSING\n\n",
                "id: 7\n\n",
                "retry: 10\n\n",
                "event: message\n\n"
            })
    void heartbeat_betweenEvents_isNoEvent(String heartbeat) {
        assertThat(read(heartbeat + "data: {\"a\":1}\n\n" + heartbeat + "data: [DONE]\n\n"))
                .containsExactly("null {\"a\":1}", "null [DONE]");
    }

    @Test
    void event_saysSomething_isOne() {
        assertThat(read("event: ping\ndata: {\"type\":\"ping\"}\n\nevent: error\ndata:\n\nevent: x\ndata: {}\n\n"))
                .containsExactly("ping {\"type\":\"ping\"}", "error \"it did not say why\"", "x {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"a\":1}", "data: {\"a\":1}\n", "data: [DONE]", "data: {\"a\":\ndata: 1}\r\n"})
    void lastEvent_isEndedByTheAnswersEnd(String last) {
        assertThat(read("data: 1\n\n" + last)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data: {\"a\":1", "data: ", "data", "da", "event: x", "data: [DO", "data: 12", "data: \"ab\""})
    void lastEvent_mayBeCutOff_isNone(String last) {
        assertThat(read("data: 1\n\n" + last)).hasSize(1);
    }

    private static List<String> read(String answer) {
        FramingDetector reader = new FramingDetector(Framing.SSE, 1_000);
        reader.feed(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        List<String> events = new ArrayList<>();
        for (SseEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event.name() + " " + event.text());
        }
        SseEvent last = reader.end();
        if (last != null) {
            events.add(last.name() + " " + last.text());
        }
        return events;
    }
}
