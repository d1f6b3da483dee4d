package io.agencyswarm.e2e.playground;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FilePayload;
import io.agencyswarm.e2e.browser.BrowserTest;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The playground of the build for AG-UI. */
@QuarkusTest
@TestProfile(PlaygroundAguiTest.Profile.class)
@BrowserTest
class PlaygroundAguiTest {

    /** The build for AG-UI, with the playground. */
    public static class Profile extends PlaygroundOpenProfile {

        @Override
        public String getConfigProfile() {
            return "agui,test";
        }
    }

    @Test
    void conversation_overAgui_isShownAndContinues(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("What is the weather in Oslo?");
        playground.awaitState("done");
        assertThat(playground.last()).containsText("The Forecaster says: Oslo today");
        playground.last().locator("details.delegation > summary").click();
        assertThat(playground.last().locator("details.delegation")).containsText("Forecaster calls forecast");
        assertThat(playground.graph())
                .hasAttribute("data-visited", Pattern.compile(".*Forecaster->Forecaster_tool_0.*"));

        page.reload();
        assertThat(playground.last()).containsText("The Forecaster says: Oslo today");
        JsonNode body = Json.readOwn(playground.send("And in Rome?").postDataBuffer());
        playground.awaitState("done");

        assertThat(body.path("messages")).hasSizeGreaterThan(4);
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("What is the weather in Oslo?");
    }

    @Test
    void callsOfTheProvider_overAgui_areCardsToo(Page page) {
        StreamStub stream = StreamStub.of(page);
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.message().fill("Draw");
        playground.message().press("Enter");

        stream.run("""
                while (!window.stream) await new Promise((later) => setTimeout(later, 10));
                const canvas = document.createElement('canvas');
                canvas.width = 40; canvas.height = 30;
                const value = canvas.toDataURL('image/png').split(',')[1];
                const call = (toolCallId, toolCallName, given, content) => {
                  frame({ type: 'TOOL_CALL_START', toolCallId, toolCallName, parentMessageId: 'm' });
                  frame({ type: 'TOOL_CALL_ARGS', toolCallId, delta: JSON.stringify(given) });
                  frame({ type: 'TOOL_CALL_END', toolCallId });
                  frame({ type: 'TOOL_CALL_RESULT', messageId: 'r' + toolCallId, toolCallId, role: 'tool', content });
                };
                const annotations = [{ type: 'url_citation', url: 'https://example.org/oslo', title: 'Oslo today' }];
                frame({ type: 'RUN_STARTED', threadId: 't', runId: 'r' });
                frame({ type: 'STEP_STARTED', stepName: 'Concierge' });
                call('ws_1', 'WebSearchTool', { status: 'completed', action: { type: 'search', query: 'oslo' } }, '[]');
                call('ig_1', 'ImageGenerationTool', { status: 'completed', output_format: 'png' },
                  [{ type: 'image', source: { type: 'data', value, mimeType: 'image/png' } }]);
                frame({ type: 'TEXT_MESSAGE_START', messageId: 'm1', role: 'assistant' });
                frame({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'm1', delta: 'Here.' });
                frame({ type: 'TEXT_MESSAGE_END', messageId: 'm1' });
                frame({ type: 'STEP_FINISHED', stepName: 'Concierge' });
                frame({ type: 'CUSTOM', name: 'annotated_output', value: { id: 'm1', role: 'assistant', content: 'Here.', annotations } });
                frame({ type: 'MESSAGES_SNAPSHOT', messages: [{ id: 'u', role: 'user', content: 'Draw' }] });
                frame({ type: 'RUN_FINISHED', threadId: 't', runId: 'r', outcome: { type: 'success' }, usage: [] });
                window.stream.close();
                """);
        playground.awaitState("done");

        assertThat(page.locator("details.hosted")).hasCount(2);
        assertThat(page.locator("details.hosted").first()).containsText("Concierge searches the web oslo");
        assertThat(page.locator("details.hosted img")).hasJSProperty("naturalWidth", 40);
        assertThat(page.locator("section.text .sources a")).hasText("Oslo today");
    }

    @Test
    void stop_overAgui_closesTheStream(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5");
        assertThat(playground.button("Stop after this turn")).hasCount(0);

        playground.press("Stop");

        playground.awaitState("cancelled");
        assertThat(playground.last().locator(".text.cut")).containsText("w5");
    }

    @Test
    void reload_inMidAnswerOverAgui_continuesAndConversationToo(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("call forecast {\"city\":\"Oslo\"} & call PackingList {\"city\":\"Rome\",\"nights\":2} ;; "
                + "say 200 every 50ms");
        assertThat(playground.last()).containsText("w5 ");

        page.reload();

        assertThat(playground.last()).hasAttribute("data-state", "running");
        playground.awaitState("done");
        assertThat(playground.last().locator(".text .markdown")).hasText(PlaygroundSession.words(200));
        assertThat(playground.last().locator("details.call")).hasCount(2);
        JsonNode messages =
                Json.readOwn(playground.send("Hello").postDataBuffer()).path("messages");
        playground.awaitState("done");
        assertThat(messages.findValuesAsText("role"))
                .startsWith("user", "assistant")
                .endsWith("assistant", "user");
    }

    @Test
    void stop_overAgui_endsTheRunToo(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        Response started = page.waitForResponse("**/get_response_stream", () -> playground.send("say 3000 every 20ms"));
        assertThat(playground.last()).containsText("w5 ");

        playground.press("Stop");

        playground.awaitState("cancelled");
        String run = started.headerValue("location");
        assertThat(Json.readOwn(given().get(run + "?wait=20").asByteArray())
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
    }

    /** Only the page has the messages before the run was stopped. */
    @Test
    void conversation_afterStop_continuesWithWhatWasSaid(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send(
                "call forecast {\"city\":\"Oslo\"} & call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say 3000 every 20ms");
        assertThat(playground.last()).containsText("w5");
        playground.press("Stop");
        playground.awaitState("cancelled");
        page.reload();

        JsonNode messages =
                Json.readOwn(playground.send("Hello").postDataBuffer()).path("messages");
        playground.awaitState("done");

        assertThat(messages.path(0).path("content").asText()).startsWith("call forecast");
        assertThat(messages.findValuesAsText("role"))
                .containsExactly("user", "assistant", "tool", "assistant", "tool", "user");
    }

    @Test
    void conversation_takenIn_continuesWithWhatWasSaid(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.press("Conversations");
        page.getByLabel("Import")
                .setInputFiles(new FilePayload("x.json", "application/json", """
                        [{"role": "user", "content": "My name is Ada.", "agent": "Concierge", "callerAgent": null},
                         {"role": "assistant", "content": "Hello Ada.", "agent": "Concierge", "callerAgent": null}]""".getBytes(StandardCharsets.UTF_8)));
        assertThat(playground.last()).containsText("Hello Ada.");

        JsonNode messages =
                Json.readOwn(playground.send("Who am I?").postDataBuffer()).path("messages");

        playground.awaitState("done");
        assertThat(messages.findValuesAsText("content")).containsExactly("My name is Ada.", "Hello Ada.", "Who am I?");
    }

    @Test
    void copyAsCurl_ofASecondAnswer_hasWhatWasSaidBefore(Page page) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");
        playground.send("Hello");
        playground.awaitState("done");
        JsonNode request = Json.readOwn(playground.send("And now?").postDataBuffer());
        playground.awaitState("done");
        playground.send("And then?");
        playground.awaitState("done");

        page.locator(".exchange").nth(1).getByText("Copy as curl").click();
        assertThat(page.locator("[role=status]")).containsText("copied");
        String command = (String) page.evaluate("navigator.clipboard.readText()");

        JsonNode copied = Json.readOwn(command.substring(command.indexOf('{'), command.lastIndexOf('}') + 1)
                .getBytes(StandardCharsets.UTF_8));
        assertThat(copied.path("messages").findValuesAsText("content"))
                .isEqualTo(request.path("messages").findValuesAsText("content"));
    }

    @Test
    void errorOfTheModel_overAgui_saysWhatFailed(Page page) {
        PlaygroundSession playground = PlaygroundSession.open(page, "travel");

        playground.send("---\nfail 500");

        playground.awaitState("failed");
        assertThat(playground.last()).containsText("the model's server answered 500");
    }
}
