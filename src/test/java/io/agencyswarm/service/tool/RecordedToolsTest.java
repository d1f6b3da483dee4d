package io.agencyswarm.service.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.Recording;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays the recordings of tools; {@code recordings/README.md} describes them and the differences. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class RecordedToolsTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource({"tool-picture,picture", "tool-picture-dict,picture_dict", "tool-report,report", "tool-numbers,numbers"})
    void output_ofATool_isAsRecorded(String recording, String tool) throws Exception {
        String script = "call " + tool + " {} ;; text Done.";
        JsonNode recorded = Recording.read(recording);

        assertThat(outputs(client.ask("drawing", script).newMessages()))
                .isEqualTo(outputs(recorded.at("/plain/new_messages")));
        assertThat(Model.lastInput().getLast().path("output"))
                .as("what the model gets")
                .isEqualTo(outputs(recorded.at("/plain/new_messages")).get(0));
        assertStreamIsAsRecorded(client.stream("drawing", script), recorded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"stop-add | call total {\"a\":1,\"b\":2}", "stop-picture | call draw {}"},
            quoteCharacter = '~')
    void output_ofAToolThatEndsTheTurn_isAsRecorded(String recording, String call) throws Exception {
        JsonNode recorded = Recording.read(recording);
        ServiceAnswer answer = client.ask("ruled", call + " ;; text Not asked");

        assertThat(outputs(answer.newMessages())).isEqualTo(outputs(recorded.at("/plain/new_messages")));
        assertThat(answer.newMessages()).hasSameSizeAs(recorded.at("/plain/new_messages"));
        assertThat(answer.body().at("/usage/request_count")).isEqualTo(recorded.at("/plain/usage/request_count"));
        assertStreamIsAsRecorded(client.stream("ruled", call + " ;; text Not asked"), recorded);
    }

    private static void assertStreamIsAsRecorded(StreamedAnswer streamed, JsonNode recorded) {
        JsonNode answer = toolOutput(streamed);
        JsonNode item = StreamSupport.stream(recorded.path("stream").spliterator(), false)
                .map(frame -> frame.path("data").path("data"))
                .filter(event -> event.path("name").asText().equals("tool_output"))
                .findFirst()
                .orElseThrow()
                .path("item");

        assertThat(withoutTypes(answer.at("/item/output"))).isEqualTo(item.path("output"));
        assertThat(answer.at("/item/raw_item/output")).isEqualTo(withoutBlanks(item.at("/raw_item/output")));
        assertThat(streamed.happenings().stream().filter(RecordedToolsTest::isNamed))
                .isEqualTo(StreamSupport.stream(recorded.path("stream").spliterator(), false)
                        .map(frame -> frame.path("event")
                                .asText(frame.at("/data/data/name").asText()))
                        .filter(RecordedToolsTest::isNamed)
                        .toList());
    }

    /** The original writes each number as a text. */
    private static JsonNode withoutTypes(JsonNode value) {
        if (value.isNumber()) {
            return TextNode.valueOf(value.asText());
        }
        if (!value.path(0).isNumber()) {
            return value;
        }
        ArrayNode texts = Json.array();
        value.forEach(number -> texts.add(number.asText()));
        return texts;
    }

    private static JsonNode toolOutput(StreamedAnswer streamed) {
        return streamed.frames().stream()
                .filter(frame -> frame.what().equals("tool_output"))
                .findFirst()
                .orElseThrow()
                .event();
    }

    private static boolean isNamed(String what) {
        return List.of("meta", "tool_called", "tool_output", "message_output_created", "messages", "end")
                .contains(what);
    }

    private static ArrayNode outputs(JsonNode messages) {
        ArrayNode outputs = Json.array();
        for (JsonNode item : messages) {
            if (item.path("type").asText().equals("function_call_output")) {
                outputs.add(withoutBlanks(item.path("output")));
            }
        }
        return outputs;
    }

    /** Texts that contain JSON, which the original writes with blanks. */
    private static JsonNode withoutBlanks(JsonNode output) {
        return output.isTextual() ? TextNode.valueOf(output.textValue().replace(", ", ",")) : output;
    }
}
