package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for streams reject invalid streams. */
class AguiOrderTest {

    private static final String START = "{\"type\":\"RUN_STARTED\",\"threadId\":\"t\",\"runId\":\"r\"}";
    private static final String SAID = "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m\",\"role\":\"assistant\"};"
            + "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\",\"delta\":\"Hi\"};"
            + "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\"}";
    private static final String TOLD = "{\"type\":\"MESSAGES_SNAPSHOT\",\"messages\":[]}";
    private static final String END =
            "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"usage\":[],\"outcome\":{\"type\":\"success\"}}";

    @Test
    void check_aGoodStream_isContent() {
        assertThatCode(() -> AguiOrder.check(events(START, SAID, TOLD, END))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A repeated id.
                SAID + ";" + SAID,
                // Not closed.
                "{\"type\":\"STEP_STARTED\",\"stepName\":\"a\"}",
                // Not opened.
                "{\"type\":\"TOOL_CALL_END\",\"toolCallId\":\"c\"}",
                // A result without a call.
                "{\"type\":\"TOOL_CALL_RESULT\",\"toolCallId\":\"c\",\"messageId\":\"n\",\"content\":\"\"}",
                // A subagent that was not started.
                "{\"type\":\"RAW\",\"event\":1,\"subagentRunId\":\"s\"}",
                // An empty delta.
                "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m\",\"role\":\"assistant\"};"
                        + "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\",\"delta\":\"\"};"
                        + "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\"}",
                // A second end.
                END,
                // A null.
                "{\"type\":\"RAW\",\"event\":1,\"source\":null}"
            })
    void check_abadStream_fails(String between) {
        assertThatThrownBy(() -> AguiOrder.check(events(START, between, TOLD, END)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void check_aStreamThatBreaksOff_fails() {
        assertThatThrownBy(() -> AguiOrder.check(events(START, SAID, TOLD))).isInstanceOf(AssertionError.class);
    }

    private static List<JsonNode> events(String... parts) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String event : String.join(";", parts).split(";")) {
            events.add(Json.read(event));
        }
        return events;
    }
}
