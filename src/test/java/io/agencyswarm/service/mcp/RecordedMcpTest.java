package io.agencyswarm.service.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.Recording;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays the recordings of MCP tools: conversations with Agency Swarm 1.11.0 (Python), recorded over HTTP with a scripted
 * model and a server of the same five tools. What differs, and why: {@code tool_origin.type} is {@code "mcp"}, where the
 * original's serializer writes an empty object; {@code custom_data}, which is always null, is left out; the agent and
 * the server have other names; and the model's JSON has no blanks.
 */
@QuarkusTest
@TestProfile(McpProfile.class)
@Timeout(60)
class RecordedMcpTest {

    private static final List<String> NAMED =
            List.of("meta", "tool_called", "tool_output", "message_output_created", "messages", "end");

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "broken", "shot", "obj"})
    void call_ofAServersTool_isAsRecorded(String recording) throws Exception {
        List<AnswerFrame> recorded = read(recording);
        JsonNode call = item(recorded, "tool_called");
        String script = "call " + call.at("/raw_item/name").asText() + " "
                + Json.text(Json.read(call.at("/raw_item/arguments").asText())) + " ;; text Done.";

        StreamedAnswer streamed = client.stream("desk", script);

        JsonNode called = item(streamed.frames(), "tool_called");
        for (String field : List.of("type", "description", "title", "tool_origin")) {
            assertThat(called.path(field)).as(field).isEqualTo(call.path(field));
        }
        JsonNode output = item(recorded, "tool_output");
        JsonNode returned = item(streamed.frames(), "tool_output");
        for (String field : List.of("type", "output", "tool_origin")) {
            assertThat(returned.path(field)).as(field).isEqualTo(output.path(field));
        }
        assertThat(returned.at("/raw_item/output")).isEqualTo(output.at("/raw_item/output"));
        assertThat(Model.lastInput().getLast().path("output"))
                .as("what the model gets")
                .isEqualTo(output.at("/raw_item/output"));
        assertThat(streamed.newMessages().get(2).path("output")).isEqualTo(output.at("/raw_item/output"));
        assertThat(named(streamed.frames())).isEqualTo(named(recorded));
    }

    private static List<String> named(List<AnswerFrame> frames) {
        return frames.stream().map(AnswerFrame::what).filter(NAMED::contains).toList();
    }

    private static JsonNode item(List<AnswerFrame> frames, String what) {
        return frames.stream()
                .filter(frame -> frame.what().equals(what))
                .findFirst()
                .orElseThrow()
                .event()
                .path("item");
    }

    private static List<AnswerFrame> read(String recording) throws IOException {
        JsonNode stream = Recording.read("mcp-" + recording).path("stream");
        for (JsonNode origin : stream.findValues("tool_origin")) {
            ((ObjectNode) origin).put("type", "mcp").put("mcp_server_name", "lab");
        }
        return StreamSupport.stream(stream.spliterator(), false)
                .map(frame -> AnswerFrame.of(
                        (frame.has("event") ? "event: " + frame.path("event").asText() + "\n" : "")
                                + "data: "
                                + (frame.path("data").isTextual()
                                        ? frame.path("data").asText()
                                        : Json.text(frame.path("data")))))
                .toList();
    }
}
