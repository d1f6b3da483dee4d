package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model's own events reach the client unchanged, except for the prompts that some of them repeat. */
@QuarkusTest
@TestProfile(ContractProfile.class)
@Timeout(60)
class RawEventContractTest {

    private static final List<String> PROMPTS = List.of("instructions", "tools");

    @TestHTTPResource("/basic/get_response_stream")
    URI address;

    @BeforeEach
    void forgetRequests() {
        ScriptedModelServer.current().reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "say 20",
                "text Grüße, \"zitiert\" \\ und 🙂",
                "reason Let me see | text Seen",
                "call add {\"a\":1,\"b\":2} & call add {\"a\":3,\"b\":4} ;; text Done",
                "broken"
            })
    void rawEvents_anyAnswer_areTheBytesThatTheModelSent(String script) throws IOException {
        List<String> shown = rawFrames(script);
        List<String> sent = ScriptedModelServer.current().sentEvents().stream()
                .flatMap(List::stream)
                .toList();

        assertThat(sent).isNotEmpty();
        assertThat(shown).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            if (Wire.parse(sent.get(i)).has("response")) {
                assertThat(rawEvent(shown.get(i))).isEqualTo(withoutPrompts(sent.get(i)));
            } else {
                assertThat(shown.get(i)).contains("\"data\":" + sent.get(i) + ",");
            }
        }
    }

    private List<String> rawFrames(String script) throws IOException {
        String message = Wire.object().put("message", script).toString();
        try (SseClient client = SseClient.to(address).post(message)) {
            return client.readFrames().stream()
                    .filter(frame -> frame.contains("\"raw_response_event\""))
                    .toList();
        }
    }

    private static JsonNode rawEvent(String frame) {
        return Wire.parse(frame.substring("data: ".length())).required("data").required("data");
    }

    private static JsonNode withoutPrompts(String sent) {
        JsonNode event = Wire.parse(sent);
        assertThat(event.get("response").has("instructions")).isTrue();
        assertThat(event.get("response").has("tools")).isTrue();
        ((ObjectNode) event.get("response")).remove(PROMPTS);
        return event;
    }
}
