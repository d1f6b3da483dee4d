package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider answers as it is scripted. */
class ScriptedProviderTest {

    private ScriptedProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedProvider.start();
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    @Test
    void turns_comeInTheirOrder_thenTheClosingAnswer() throws IOException {
        provider.play("c", new QuirkScript(false, List.of(turn("{}", "one"), turn("{'status': 503}", "two"))));

        assertThat(ask("/v1/chat/completions", "{}")).isEqualTo("200 text/plain one");
        assertThat(ask("/v1/chat/completions", "{}")).isEqualTo("503 text/plain two");
        assertThat(ask("/v1/chat/completions", "{}"))
                .startsWith("200 text/event-stream data: ")
                .contains("That is all.")
                .endsWith("data: [DONE]\n\n");
        assertThat(ask("/v1/messages", "{}")).contains("That is all.", "event: message_stop");
        assertThat(ask("/v1/responses", "{}")).contains("That is all.", "event: response.completed");
        assertThat(ask("/v1/models/gemini:streamGenerateContent?alt=sse", "{}")).contains("That is all.", "STOP");
        assertThat(ask("/api/chat", "{}"))
                .startsWith("200 application/x-ndjson {")
                .contains("That is all.");
        assertThat(ask("/v1/other", "{}")).startsWith("404");
    }

    @Test
    void turn_repeats_answersAllLaterRequests() throws IOException {
        provider.play("c", new QuirkScript(false, List.of(turn("{}", "one"), turn("{'repeat': true}", "two"))));

        assertThat(List.of(ask("/", "{}"), ask("/", "{}"), ask("/", "{}")))
                .containsExactly("200 text/plain one", "200 text/plain two", "200 text/plain two");
    }

    @Test
    void turn_forAMessage_waitsForIt() throws IOException {
        provider.play("c", new QuirkScript(false, List.of(turn("{'when': 'pears'}", "one"), turn("{}", "two"))));

        assertThat(ask("/", "{\"messages\": [{\"content\": \"figs\"}]}")).endsWith("two");
        assertThat(ask("/", "{\"messages\": [{\"content\": \"pears\"}, {\"content\": \"x\"}]}"))
                .startsWith("404");
        assertThat(ask("/", "{\"input\": [{\"content\": \"figs\"}, {\"content\": \"two pears\"}]}"))
                .endsWith("one");
    }

    @Test
    void turn_headersAndChunks_areAsItSays() throws IOException {
        String meta = "{'headers': {'Content-Type': null, 'x-a': 'b'}, 'chunk': 2, 'pause': 0.001, 'delay': 0.001}";
        provider.play("c", new QuirkScript(false, List.of(turn(meta, "four"))));

        try (SseClient client = client("/", "{}")) {
            assertThat(client.header("Content-Type")).isEmpty();
            assertThat(client.header("x-a")).hasValue("b");
            assertThat(client.readAll()).isEqualTo("four");
        }
    }

    @Test
    void request_realServiceRefuses_isRefusedAndTakesNoTurn() throws IOException {
        QuirkScript script = provider.play("c", new QuirkScript(true, List.of(turn("{}", "one"))));

        assertThat(ask("/v1/messages", "{\"messages\": []}")).startsWith("400").contains("at least one message");
        assertThat(ask("/v1/messages", "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}"))
                .endsWith("one");
        assertThat(script.received())
                .extracting(QuirkScript.Received::refused)
                .containsExactly("messages: at least one message is required", null);
    }

    private String ask(String path, String body) throws IOException {
        try (SseClient client = client(path, body)) {
            return client.status() + " " + client.header("Content-Type").orElse("") + " " + client.readAll();
        }
    }

    private SseClient client(String path, String body) throws IOException {
        return SseClient.to(URI.create(provider.address("c") + path)).post(body);
    }

    private static ScriptedTurn turn(String meta, String body) {
        return ScriptedTurn.of("txt", body.getBytes(StandardCharsets.UTF_8), JsonText.of(meta));
    }
}
