package io.agencyswarm.service.observe;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.model.ChoicesProfile;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Traces with the content of conversations, and a service without a run log. */
@QuarkusTest
@TestProfile(ChoicesProfile.class)
@Timeout(60)
class TracedContentTest {

    @TestHTTPResource
    URI base;

    @Inject
    Spans spans;

    @BeforeEach
    void setUp() {
        spans.forget();
    }

    @Test
    void spans_toldTo_holdMessagesArgumentsAndOutputs() throws Exception {
        ServiceClient.at(base).ask("workshop", "call note {\"text\":\"a hammer, Bearer abc123456789\"} ;; text Done");

        SpanData tool = spans.named("execute_tool note");
        assertThat(tool.getAttributes().get(stringKey("gen_ai.tool.call.arguments")))
                .contains("a hammer")
                .doesNotContain("abc123456789");
        assertThat(tool.getAttributes().get(stringKey("gen_ai.tool.call.result")))
                .isNotBlank();
        SpanData last = spans.all().stream()
                .filter(span -> span.getName().equals("chat gpt-4o"))
                .toList()
                .getLast();
        JsonNode input = Json.read(last.getAttributes().get(stringKey("gen_ai.input.messages")));
        assertThat(input.findValuesAsText("role")).containsExactly("user", "assistant", "tool");
        JsonNode output = Json.read(last.getAttributes().get(stringKey("gen_ai.output.messages")));
        assertThat(output).hasSize(1);
        assertThat(output.path(0).path("role").asText()).isEqualTo("assistant");
        assertThat(output.path(0).path("finish_reason").asText()).isEqualTo("stop");
        assertThat(output.path(0).path("parts").path(0).path("content").asText())
                .isEqualTo("Done");
    }

    @Test
    void runLog_switchedOff_isNotWritten() throws Exception {
        ServiceClient.at(base).ask("workshop", "text Done");

        assertThat(Files.readString(Path.of(ChoicesProfile.LOG))).doesNotContain("io.agencyswarm.runs");
    }
}
