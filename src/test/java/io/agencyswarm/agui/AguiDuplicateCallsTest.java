package io.agencyswarm.agui;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that uses one id for two calls in a turn. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiDuplicateCallsTest {

    @TestHTTPResource
    URI base;

    @Test
    void calls_underOneId_haveTheirOwnArgumentsAndResults() throws Exception {
        AguiEvents events = new AguiClient(base).run("twins", "Go");

        assertThat(events.of("TOOL_CALL_START"))
                .extracting(start -> start.path("toolCallId").asText())
                .containsExactly("call_1", "call_1-1");
        Map<String, String> arguments = events.of("TOOL_CALL_ARGS").stream()
                .collect(groupingBy(
                        AguiDuplicateCallsTest::call,
                        mapping(piece -> piece.path("delta").asText(), joining())));
        assertThat(arguments)
                .containsEntry("call_1", "{\"word\":\"one\"}")
                .containsEntry("call_1-1", "{\"word\":\"two\"}");
        assertThat(events.of("TOOL_CALL_RESULT"))
                .extracting(
                        result -> call(result) + " " + result.path("content").asText())
                .containsExactlyInAnyOrder("call_1 said one", "call_1-1 said two");
        // The model gets its calls in the order in which they were completed.
        assertThat(events.text()).isEqualTo("call_1 said two, call_1-1 said one");
    }

    private static String call(JsonNode event) {
        return event.path("toolCallId").asText();
    }
}
