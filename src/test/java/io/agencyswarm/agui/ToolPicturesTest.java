package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures and files that tools return: the client gets them as AG-UI's parts, and may send them back. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class ToolPicturesTest {

    private static final JsonNode PARTS = AguiInput.json("""
            {"content": [{"type": "text", "text": "Drawn:"},
             {"type": "image", "source": {"type": "data", "value": "AQID", "mimeType": "image/png"}},
             {"type": "image", "source": {"type": "url", "value": "https://example.org/a.png"}},
             {"type": "document", "source": {"type": "data", "value": "JVBERg==", "mimeType": "application/pdf"},
              "metadata": {"filename": "r.pdf"}},
             {"type": "document", "source": {"type": "file", "value": "file-1", "provider": "openai"}}]}""").path("content");

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
        ScriptedModelServer.current().reset();
    }

    @Test
    void result_withPicturesAndFiles_hasPartsAndGoesToTheModelAgain() throws Exception {
        AguiEvents first = client.run("office", AguiInput.of(AguiInput.user("u1", "call sketch {} ;; text Done")));

        assertThat(first.only("TOOL_CALL_RESULT").path("content")).isEqualTo(PARTS);
        assertThat(first.outcome()).isEqualTo("success");
        List<JsonNode> messages = new ArrayList<>(first.messages());
        assertThat(messages.get(2).path("role").asText()).isEqualTo("tool");
        assertThat(messages.get(2).path("content")).isEqualTo(PARTS);

        messages.add(AguiInput.user("u2", "text Seen"));
        AguiEvents second = client.run("office", AguiInput.of(messages.toArray(JsonNode[]::new)));

        assertThat(second.text()).isEqualTo("Seen");
        JsonNode output = Objects.requireNonNull(
                        ScriptedModelServer.current().requests().getLast().body())
                .at("/input/2/output");
        assertThat(output.findValuesAsText("type"))
                .containsExactly("input_text", "input_image", "input_image", "input_file", "input_file");
        assertThat(output.path(1).path("image_url").asText()).isEqualTo("data:image/png;base64,AQID");
        assertThat(output.path(3).path("filename").asText()).isEqualTo("r.pdf");
        assertThat(output.path(4).path("file_id").asText()).isEqualTo("file-1");
    }
}
