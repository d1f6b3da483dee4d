package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.Recording;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plays the recordings of flows; {@code recordings/README.md} describes them and the differences. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class RecordedFlowsTest {

    private static final List<String> COMPARED =
            List.of("type", "role", "message_origin", "agent", "callerAgent", "name", "history_protocol");

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void handoff_isAsRecorded() throws Exception {
        List<AnswerFrame> recorded = read("handoff");

        StreamedAnswer streamed = client.stream("flows", "call transfer_to_Analyst {} ;; text Done.");

        assertSameShape(streamed, recorded);
        for (int reminderAndOutput : List.of(1, 3)) {
            for (String field : List.of("content", "output")) {
                assertThat(streamed.newMessages().get(reminderAndOutput).path(field))
                        .isEqualTo(items(recorded).get(reminderAndOutput).path(field));
            }
        }
    }

    @Test
    void call_ofASendToolWithoutItsFurtherArgument_isAsRecorded() throws Exception {
        List<AnswerFrame> recorded = read("extra-missing");

        StreamedAnswer streamed =
                client.stream("flows", "call send_message_task " + arguments(recorded, "text In") + " ;; text Done.");

        assertSameShape(streamed, recorded);
        String message = streamed.newMessages().get(2).path("output").asText();
        String original = items(recorded).get(2).path("output").asText();
        String begin = original.substring(0, original.indexOf("Details: "));
        assertThat(message).isEqualTo(begin + "Details: priority: Field required");
        assertThat(Model.lastOutputs()).containsExactly(message);
    }

    @Test
    void call_ofASendTool_isAsRecorded() throws Exception {
        List<AnswerFrame> recorded = read("extra");
        String note = "call note {\"text\":\"1\"}";

        StreamedAnswer streamed = client.stream(
                "flows",
                "call send_message_task " + arguments(recorded, note + " ;; text Done.") + " ;; " + note
                        + " ;; text Done.");

        assertSameShape(streamed, recorded);
        assertThat(streamed.newMessages().get(1).path("content").asText()).isEqualTo(note + " ;; text Done.");
    }

    /** Returns the arguments of the first recorded call with another message. */
    private static ObjectNode arguments(List<AnswerFrame> recorded, String message) throws IOException {
        String written = recorded.stream()
                .filter(frame -> frame.what().equals("tool_called"))
                .findFirst()
                .orElseThrow()
                .event()
                .at("/item/raw_item/arguments")
                .asText();
        return ((ObjectNode) Json.read(written)).put("message", message);
    }

    private static void assertSameShape(StreamedAnswer streamed, List<AnswerFrame> recorded) {
        assertThat(whats(streamed.frames())).isEqualTo(whats(recorded));
        assertThat(shapes(streamed.newMessages())).isEqualTo(shapes(items(recorded)));
    }

    private static JsonNode items(List<AnswerFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.what().equals("messages"))
                .findFirst()
                .orElseThrow()
                .data()
                .path("new_messages");
    }

    /** Returns the frames except the model's own events, with their agents. */
    private static List<String> whats(List<AnswerFrame> frames) {
        return frames.stream()
                .filter(frame -> !frame.event().path("type").asText().equals("raw_response_event"))
                .map(frame -> frame.what() + " " + frame.agent())
                .toList();
    }

    private static List<JsonNode> shapes(JsonNode items) {
        List<JsonNode> shapes = new ArrayList<>();
        for (JsonNode item : items) {
            ObjectNode shape = ((ObjectNode) item).deepCopy().retain(COMPARED);
            // One tool stands for the recording's other tools.
            shape.replace(
                    "name", shape.path("name").asText().matches("put|whoami") ? Json.tree("note") : shape.get("name"));
            shapes.add(shape.put("delegated", item.has("parent_run_id")));
        }
        return shapes;
    }

    private static List<AnswerFrame> read(String recording) throws IOException {
        JsonNode stream = Recording.read("flows-" + recording).path("stream");
        return StreamSupport.stream(stream.spliterator(), false)
                .map(frame -> new AnswerFrame(frame.path("event").asText(""), frame.path("data")))
                .toList();
    }
}
